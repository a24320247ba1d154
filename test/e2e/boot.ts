import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { twiceAtMost, withinLimit } from './attempt.js';
import { buildBinaries } from './binaries.js';
import { type Bench, openBench } from './boot/bench.js';
import type { BootCase } from './boot/case.js';
import { allCases, withUncut } from './boot/cases.js';
import { type BootOptions, parseBootOptions, usage } from './boot/options.js';
import { setStage } from './boot/stage.js';
import { gatherEvidence } from './evidence.js';
import { buildGuest, type Guest } from './guest.js';
import { packImages } from './image.js';
import { EmulatorFault } from './machine.js';
import { type Port, ports } from './network.js';
import { patient } from './patience.js';
import { inWorkFolder, runProgram } from './program.js';
import { packRelease } from './release.js';
import { Interruption } from './report.js';
import { type Outcome, printOutcome, selectCases, summary, timed, writeMarkdown } from './table.js';
import { Teardown } from './teardown.js';

const port = ports[0] as Port;

const columns = { guest: ({ guest }: BootCase) => guest, 'what is tried': ({ what }: BootCase) => what };

/** The options, and the cases that they select. */
interface Asked {
  readonly options: BootOptions;
  readonly all: readonly BootCase[];
  readonly selected: readonly BootCase[];
}

function parse(argv: readonly string[]): Asked {
  const options = parseBootOptions(argv, new Date());
  const all = allCases(options);
  return { options, all, selected: selectCases(all, options.only) };
}

function list({ options, selected }: Asked): boolean {
  if (!options.list) return false;
  for (const { name, guest, what } of selected) console.log(`${name.padEnd(30)} ${guest.padEnd(9)} ${what}`);
  return true;
}

async function run(asked: Asked, stopped: AbortSignal): Promise<number> {
  const { work, markdown } = asked.options;
  const end = await inWorkFolder(work, async (folder) => {
    const outcomes = await playAll(asked, folder, stopped);
    if (markdown !== undefined) await writeMarkdown(markdown, columns, outcomes);
    console.log(summary(outcomes));
    return outcomes.every(({ passed }) => passed) ? 'passed' : 'failed';
  });
  return end === 'passed' ? 0 : 1;
}

async function playAll(
  { all, selected }: Asked,
  work: string,
  stopped: AbortSignal,
): Promise<readonly Outcome<BootCase>[]> {
  const binaries = await buildBinaries(stopped);
  const release = await packRelease(binaries, stopped);
  const images = await packImages(binaries.app);
  const guests: Guest[] = [];
  for (const suite of new Set(selected.map(({ guest }) => guest))) guests.push(await buildGuest(suite, stopped));
  const teardown = new Teardown();
  const outcomes: Outcome<BootCase>[] = [];
  try {
    const bench = await openBench({ binaries, release, images }, guests, port, work, teardown, stopped);
    for (const one of withUncut(all, selected, (suite) => bench.inventories.has(bench.guest(suite)))) {
      const outcome = await playTwiceAtMost(bench, one, join(work, one.name), stopped);
      printOutcome(outcome);
      outcomes.push(outcome);
    }
  } finally {
    await teardown.run();
  }
  return outcomes;
}

/** The emulator's faults are not the document's: such a case is tried once more, and says so. */
async function playTwiceAtMost(
  bench: Bench,
  played: BootCase,
  work: string,
  stopped: AbortSignal,
): Promise<Outcome<BootCase>> {
  const end = await twiceAtMost(work, (folder) => play(bench, played, folder, stopped));
  if (!(end instanceof EmulatorFault)) return end;
  return { played, passed: false, word: `the emulator failed twice: ${end.message}`, seconds: 0 };
}

async function play(
  bench: Bench,
  played: BootCase,
  folder: string,
  stopped: AbortSignal,
): Promise<Outcome<BootCase> | EmulatorFault> {
  const outcome = timed(played);
  const started = performance.now();
  const note = (text: string): void => {
    console.log(`        ${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`);
  };
  console.log(`        ${played.name} (${played.guest}): ${played.what}`);
  const limitMs = patient(played.limitMinutes * 60_000);
  const late = new Error(`not at its end after ${limitMs / 60_000} minutes`);
  return withinLimit(stopped, limitMs, late, async ({ teardown, interruption }) => {
    const stage = await setStage(bench, played, port, folder, teardown, interruption, note);
    await writeFile(join(folder, 'document.yaml'), stage.document.text, { mode: 0o600 });
    try {
      return outcome(true, await played.play(stage));
    } catch (error) {
      if (interruption.signal.reason instanceof Interruption) throw interruption.signal.reason;
      // What the machine says can't be asked for any more once the time is up.
      if (!interruption.signal.aborted) await writeFile(join(folder, 'evidence.txt'), await gatherEvidence(stage));
      return outcome(false, error instanceof Error ? error.message : String(error));
    }
  });
}

process.exitCode = await runProgram({ what: 'the first-boot table', usage, parse, answer: list, run });

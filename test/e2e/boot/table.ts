import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { twiceAtMost, withinLimit } from '../harness/attempt.js';
import { listRows } from '../harness/list.js';
import { type Outcome, selectCases, timed } from '../harness/outcomes.js';
import { patient } from '../harness/patience.js';
import { runProgram } from '../harness/program.js';
import { Interruption } from '../harness/report.js';
import { runTable } from '../harness/run-table.js';
import type { Table } from '../harness/table.js';
import { Teardown } from '../harness/teardown.js';
import { gatherEvidence } from '../machine/evidence.js';
import { EmulatorFault } from '../machine/machine.js';
import { type Port, ports } from '../network/network.js';
import { buildBinaries } from '../supplies/binaries.js';
import { buildGuest, type Guest } from '../supplies/guest.js';
import { packImages } from '../supplies/image.js';
import { packRelease } from '../supplies/release.js';
import { type Bench, openBench } from './bench.js';
import type { BootCase } from './case.js';
import { allCases, withUncut } from './cases.js';
import { type BootOptions, parseBootOptions, usage } from './options.js';
import { setStage } from './stage.js';

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
  if (options.list) listRows('boot', selected);
  return options.list;
}

async function run({ options, all, selected }: Asked, stopped: AbortSignal): Promise<number> {
  const binaries = await buildBinaries(stopped);
  const release = await packRelease(binaries, stopped);
  const images = await packImages(binaries.app);
  const guests: Guest[] = [];
  for (const suite of new Set(selected.map(({ guest }) => guest))) guests.push(await buildGuest(suite, stopped));
  return runTable<BootCase>({
    table: 'boot',
    options,
    columns,
    play: async (work, tell) => {
      const teardown = new Teardown();
      try {
        const bench = await openBench({ binaries, release, images }, guests, port, work, teardown, stopped);
        for (const one of withUncut(all, selected, (suite) => bench.inventories.has(bench.guest(suite))))
          tell(await playTwiceAtMost(bench, one, join(work, one.name), stopped));
      } finally {
        await teardown.run();
      }
    },
  });
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

export const bootTable: Table = {
  rows: allCases(parseBootOptions([], new Date())),
  run: (argv) => runProgram({ what: 'the first-boot table', usage, parse, answer: list, run }, argv),
};

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildBinaries } from './binaries.js';
import { type Bench, openBench } from './boot/bench.js';
import type { BootCase } from './boot/case.js';
import { allCases, selectCases, withUncut } from './boot/cases.js';
import { type BootOptions, parseBootOptions, usage } from './boot/options.js';
import { setStage } from './boot/stage.js';
import { type Outcome, printOutcome, summary, writeMarkdown } from './boot/table.js';
import { gatherEvidence } from './evidence.js';
import { buildGuest, type Guest } from './guest.js';
import { packImages } from './image.js';
import { EmulatorFault } from './machine.js';
import { type Port, ports } from './network.js';
import { patient } from './patience.js';
import { packRelease } from './release.js';
import { Interruption } from './report.js';
import { findObstacles } from './requirements.js';
import { stoppedFromOutside } from './stopping.js';
import { Teardown } from './teardown.js';

const port = ports[0] as Port;

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  const all = allCases(options);
  const cases = selectCases(all, options.only);
  if (options.list) {
    for (const { name, guest, what } of cases) console.log(`${name.padEnd(30)} ${guest.padEnd(9)} ${what}`);
    return 0;
  }
  const obstacles = await findObstacles();
  if (obstacles.length > 0) {
    for (const obstacle of obstacles) console.log(`skipped  the first-boot table: ${obstacle}`);
    return process.env.CI ? 1 : 0;
  }
  const stopped = stoppedFromOutside();
  const work = options.work === undefined ? await mkdtemp(join(tmpdir(), 'bootwright-boot-')) : resolve(options.work);
  await mkdir(work, { recursive: true });
  const outcomes = await playAll(all, cases, work, stopped);
  if (options.markdown !== undefined) await writeMarkdown(options.markdown, outcomes);
  const failed = outcomes.some(({ passed }) => !passed);
  if (options.work === undefined && !failed) await rm(work, { recursive: true });
  else console.log(`logs: ${work}`);
  console.log(summary(outcomes));
  return failed ? 1 : 0;
}

function readOptions(): BootOptions | undefined {
  try {
    const options = parseBootOptions(process.argv.slice(2), new Date());
    selectCases(allCases(options), options.only);
    return options;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return undefined;
  }
}

async function playAll(
  all: readonly BootCase[],
  selected: readonly BootCase[],
  work: string,
  stopped: AbortSignal,
): Promise<readonly Outcome[]> {
  const binaries = await buildBinaries(stopped);
  const release = await packRelease(binaries, stopped);
  const images = await packImages(binaries.app);
  const guests: Guest[] = [];
  for (const suite of new Set(selected.map(({ guest }) => guest))) guests.push(await buildGuest(suite, stopped));
  const teardown = new Teardown();
  const outcomes: Outcome[] = [];
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
async function playTwiceAtMost(bench: Bench, played: BootCase, work: string, stopped: AbortSignal): Promise<Outcome> {
  const first = await play(bench, played, join(work, '1'), stopped);
  if (!(first instanceof EmulatorFault)) return first;
  console.log(`        the emulator failed, which is not the document's fault: ${first.message}; trying once more`);
  const second = await play(bench, played, join(work, '2'), stopped);
  if (!(second instanceof EmulatorFault)) return second;
  return { played, passed: false, word: `the emulator failed twice: ${second.message}`, seconds: 0 };
}

async function play(
  bench: Bench,
  played: BootCase,
  folder: string,
  stopped: AbortSignal,
): Promise<Outcome | EmulatorFault> {
  const started = performance.now();
  const teardown = new Teardown();
  const interruption = new AbortController();
  const onStop = (): void => interruption.abort(stopped.reason);
  stopped.addEventListener('abort', onStop);
  if (stopped.aborted) onStop();
  const limitMs = patient(played.limitMinutes * 60_000);
  const late = new Error(`not at its end after ${limitMs / 60_000} minutes`);
  const timer = setTimeout(() => interruption.abort(late), limitMs);
  const outcome = (passed: boolean, word: string): Outcome => ({
    ...{ played, passed, word },
    seconds: (performance.now() - started) / 1000,
  });
  const note = (text: string): void => {
    console.log(`        ${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`);
  };
  console.log(`        ${played.name} (${played.guest}): ${played.what}`);
  try {
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
  } catch (error) {
    if (error instanceof EmulatorFault) return error;
    throw error;
  } finally {
    clearTimeout(timer);
    stopped.removeEventListener('abort', onStop);
    await teardown.run();
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Interruption ? error.message : error);
  return 1;
});

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath, resolve } from 'node:path';
import { buildBinaries } from './binaries.js';
import { type BootDocument, makeDocument } from './document.js';
import { gatherEvidence } from './evidence.js';
import { buildGuest } from './guest.js';
import { packImages } from './image.js';
import { join } from './join.js';
import { openLaboratory, type Supplies } from './laboratory.js';
import { EmulatorFault } from './machine.js';
import { type Port, ports } from './network.js';
import { type Options, parseOptions, usage } from './options.js';
import { patient } from './patience.js';
import { packRelease } from './release.js';
import { Interruption, Report } from './report.js';
import { findObstacles } from './requirements.js';
import { stoppedFromOutside } from './stopping.js';
import { Teardown } from './teardown.js';

const attemptLimitMs = 12 * 60_000;

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  const obstacles = await findObstacles();
  if (obstacles.length > 0) {
    for (const obstacle of obstacles) console.log(`skipped  the end-to-end tests: ${obstacle}`);
    return process.env.CI ? 1 : 0;
  }
  const stopped = stoppedFromOutside();
  const supplies = await prepare(stopped);
  if (options.prepareOnly) return 0;
  const work =
    options.work === undefined ? await mkdtemp(joinPath(tmpdir(), 'bootwright-e2e-')) : resolve(options.work);
  await mkdir(work, { recursive: true });
  const port = ports[0] as Port;
  const report = new Report();
  const document = await makeDocument(options.given, port.name, supplies.release, joinPath(work, 'cluster'));
  for (const attempt of [1, 2]) {
    const fault = await runAttempt(supplies, document, port, joinPath(work, `attempt-${attempt}`), report, stopped);
    if (fault === undefined) break;
    console.log(`the emulator failed, which is not the document's fault: ${fault.message}`);
    if (attempt === 2) return 1;
    console.log('trying once more, from the start');
    report.restart();
  }
  if (options.work === undefined && report.failed === 0) await rm(work, { recursive: true });
  else console.log(`logs: ${work}`);
  console.log(report.summary());
  return report.failed === 0 ? 0 : 1;
}

function readOptions(): Options | undefined {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return undefined;
  }
}

async function prepare(signal: AbortSignal): Promise<Supplies> {
  const binaries = await buildBinaries(signal);
  const release = await packRelease(binaries, signal);
  const images = await packImages(binaries.app);
  const guest = await buildGuest('trixie', signal);
  return { binaries, release, images, guest };
}

/** Gives the emulator's fault, if that is what ended it. */
async function runAttempt(
  supplies: Supplies,
  document: BootDocument,
  port: Port,
  folder: string,
  report: Report,
  stopped: AbortSignal,
): Promise<EmulatorFault | undefined> {
  const teardown = new Teardown();
  const interruption = new AbortController();
  const onStop = (): void => interruption.abort(stopped.reason);
  stopped.addEventListener('abort', onStop);
  if (stopped.aborted) onStop();
  const timer = setTimeout(
    () => interruption.abort(new Interruption('the case took too long')),
    patient(attemptLimitMs),
  );
  try {
    const laboratory = await openLaboratory(supplies, document, port, folder, teardown, interruption);
    await join(laboratory, report);
    if (report.failed > 0) console.log(await gatherEvidence(laboratory));
    return undefined;
  } catch (error) {
    if (error instanceof EmulatorFault) return error;
    throw error;
  } finally {
    clearTimeout(timer);
    stopped.removeEventListener('abort', onStop);
    await teardown.run();
    await rm(joinPath(folder, 'disk.qcow2'), { force: true });
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Interruption ? error.message : error);
  return 1;
});

import { rm } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { withinLimit } from './attempt.js';
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
import { inWorkFolder, runProgram } from './program.js';
import { packRelease } from './release.js';
import { Interruption, Report } from './report.js';
import { upgrade } from './upgrade.js';

const attemptLimitMs = patient(12 * 60_000);
const port = ports[0] as Port;

async function run({ prepareOnly, given, work }: Options, stopped: AbortSignal): Promise<number> {
  const supplies = await prepare(stopped);
  if (prepareOnly) return 0;
  const end = await inWorkFolder(work, async (folder) => {
    const document = await makeDocument(given, port.name, supplies.release, joinPath(folder, 'cluster'));
    return joinTwiceAtMost(supplies, document, folder, stopped);
  });
  return end === 'passed' ? 0 : 1;
}

async function prepare(signal: AbortSignal): Promise<Supplies> {
  const binaries = await buildBinaries(signal);
  const release = await packRelease(binaries, signal);
  const images = await packImages(binaries.app);
  const guest = await buildGuest('trixie', signal);
  return { binaries, release, images, guest };
}

async function joinTwiceAtMost(
  supplies: Supplies,
  document: BootDocument,
  work: string,
  stopped: AbortSignal,
): Promise<'passed' | 'failed'> {
  const late = new Interruption('the case took too long');
  for (const attempt of ['attempt-1', 'attempt-2']) {
    const folder = joinPath(work, attempt);
    const report = new Report();
    const fault = await withinLimit(stopped, attemptLimitMs, late, async ({ teardown, interruption }) => {
      const laboratory = await openLaboratory(supplies, document, port, folder, teardown, interruption);
      await join(laboratory, report, { afterwards: upgrade });
      if (report.failed > 0) console.log(await gatherEvidence(laboratory));
    });
    await rm(joinPath(folder, 'disk.qcow2'), { force: true });
    if (!(fault instanceof EmulatorFault)) {
      console.log(report.summary());
      return report.failed === 0 ? 'passed' : 'failed';
    }
    console.log(`the emulator failed, which is not the document's fault: ${fault.message}; ${attempt} is over`);
  }
  return 'failed';
}

process.exitCode = await runProgram({ what: 'the end-to-end tests', usage, parse: parseOptions, run });

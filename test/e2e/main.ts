import { join } from 'node:path';
import { buildBinaries } from './binaries.js';
import { makeDocument } from './document.js';
import { buildGuest } from './guest.js';
import { packImages } from './image.js';
import { joinTwiceAtMost } from './joining.js';
import type { Supplies } from './laboratory.js';
import { type Port, ports } from './network.js';
import { type Options, parseOptions, usage } from './options.js';
import { inWorkFolder, runProgram } from './program.js';
import { packRelease } from './release.js';
import { upgrade } from './upgrade.js';

const port = ports[0] as Port;

async function run({ prepareOnly, given, work }: Options, stopped: AbortSignal): Promise<number> {
  const supplies = await prepare(stopped);
  if (prepareOnly) return 0;
  const end = await inWorkFolder(work, async (folder) => {
    const document = await makeDocument(given, port.name, supplies.release, join(folder, 'cluster'));
    const joining = { supplies, document, port, course: { afterwards: upgrade } };
    const { passed, word } = await joinTwiceAtMost(joining, folder, stopped);
    console.log(word);
    return passed ? 'passed' : 'failed';
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

process.exitCode = await runProgram({ what: 'the end-to-end tests', usage, parse: parseOptions, run });

import { join } from 'node:path';
import { makeDocument } from '../document/document.js';
import { inWorkFolder, runProgram } from '../harness/program.js';
import type { Table } from '../harness/table.js';
import type { Supplies } from '../machine/laboratory.js';
import { type Port, ports } from '../network/network.js';
import { buildBinaries } from '../supplies/binaries.js';
import { buildGuest } from '../supplies/guest.js';
import { packImages } from '../supplies/image.js';
import { packRelease } from '../supplies/release.js';
import { joinTwiceAtMost } from './joining.js';
import { type Options, parseOptions, usage } from './options.js';
import { staysAsItIs } from './upgrade.js';

const port = ports[0] as Port;

async function run({ prepareOnly, given, work }: Options, stopped: AbortSignal): Promise<number> {
  const supplies = await prepare(stopped);
  if (prepareOnly) return 0;
  const end = await inWorkFolder(work, async (folder) => {
    const document = await makeDocument(given, port.name, supplies.release, join(folder, 'cluster'));
    const joining = { supplies, document, port, course: { afterwards: staysAsItIs } };
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

export const joinTable: Table = {
  rows: [
    {
      name: 'join',
      what: 'the node of fixtures/current-containerd joins a cluster, works and restarts; its own plan as a script restarts nothing',
      guest: 'trixie',
    },
  ],
  run: (argv) => runProgram({ what: 'the end-to-end tests', usage, parse: parseOptions, run }, argv),
};

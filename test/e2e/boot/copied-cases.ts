import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterFile } from '../cluster/cluster-side.js';
import { providers } from '../cluster/providers.js';
import type { BootDocument, Changes } from '../document/document.js';
import { gatherEvidence } from '../machine/evidence.js';
import { filesAreAsPlanned } from '../machine/inside.js';
import type { Origin } from '../machine/machine.js';
import { startMetadataService } from '../network/metadata-service.js';
import { type Port, ports } from '../network/network.js';
import type { ImageChanges } from '../supplies/changed-disk.js';
import type { Suite } from '../supplies/guest.js';
import type { BootCase } from './case.js';
import { becomesReady, lastWord, readStatus } from './endings.js';
import { finishes, nothingOldIsLeft, type Old } from './finished-disk.js';
import { ownHostKeys, whenHostKeysAreNew } from './host-keys.js';
import { bootUntil, type Cut } from './power-cuts.js';
import type { Stage } from './stage.js';

const [, neighbour] = ports as readonly [Port, Port];
const state = '/var/lib/bootwright';
/** cloud-init's name for the machine whose power is cut. */
const cutInstance = `${neighbour.name}-cut`;

/** One document for all machines of a pool, each of which asks AWS who it is. */
const provider = providers.aws;
const identity = { name: 'hostname', address: 'privateAddress', podCIDR: 'metadata' };
const pool = 'batch';
const shared: Changes = {
  spec: {
    credentials: { type: 'bootstrapToken' },
    target: { provider: provider.name, identity },
    workers: [],
    pools: [{ name: pool, document: 'shared' }],
  },
};
const ofProvider: ImageChanges = {
  ...ownHostKeys,
  guest: {
    ...ownHostKeys.guest,
    firmware: provider.firmware,
    kernelWords: [`ds=${provider.datasource}`, 'network-config=disabled'],
  },
};

/** Where the disk still is the old machine's, and where it is half the new one's. */
function cutsOf(instance: string): readonly Cut[] {
  const seen = `/var/lib/cloud/instances/${instance}`;
  return [
    {
      when: 'before cloud-init wrote any file',
      at: `${seen}/obj.pkl`,
      before: `${seen}/sem/config_write_files`,
      disk: 'keeps',
    },
    whenHostKeysAreNew,
    {
      when: 'when the files are new',
      at: `${seen}/sem/config_write_files`,
      ms: 1500,
      before: `${state}/done/host`,
      disk: 'keeps',
    },
    { when: 'in the install', at: `${state}/log/host`, ms: 500, before: `${state}/done/health`, disk: 'keeps' },
  ];
}

export function copiedCases(guest: Suite): readonly BootCase[] {
  return [
    {
      name: 'copied-disk',
      what: "a finished machine's disk boots as another machine with a document of its own, without and with power cuts",
      guest,
      image: ownHostKeys,
      limitMinutes: 30,
      isUncompared: true,
      play: becomesItsNeighbour,
    },
    {
      name: 'copied-shared-disk',
      what: "a finished machine's disk boots as another machine of its pool, with the same document, without and with power cuts",
      guest,
      image: ofProvider,
      node: pool,
      changes: shared,
      limitMinutes: 30,
      isUncompared: true,
      play: becomesOneMoreOfItsPool,
    },
    {
      name: 're-seeded-disk',
      what: "a finished machine's disk gets a new instance and a document with another kubelet setting",
      guest,
      image: ownHostKeys,
      limitMinutes: 20,
      isUncompared: true,
      play: startsAgain,
    },
  ];
}

async function becomesItsNeighbour(stage: Stage): Promise<string> {
  const old = await finishes(stage);
  const document = await stage.render({}, neighbour.name);
  return becomesAnother(stage, old, document, cutInstance, neighbour.name);
}

async function becomesOneMoreOfItsPool(stage: Stage): Promise<string> {
  const { network, document, kubectl } = stage;
  const metadata = await startMetadataService(network, ports, document.text, provider.metadata);
  try {
    for (const file of ['rbac.yaml', 'bootstrap-token.yaml'])
      await kubectl.run('apply', '-f', clusterFile(stage, file));
    return await becomesAnother(stage, await finishes(stage), document, `i-${neighbour.name}`, pool);
  } finally {
    await metadata.stop();
  }
}

/** The same machine, as its provider's "rebuild" with the old volume makes it. */
async function startsAgain(stage: Stage): Promise<string> {
  const old = await finishes(stage);
  const document = await stage.render({ spec: { kubelet: { config: { maxPods: 60 } } } });
  const origin = { copyOf: stage.machine, instance: `${stage.port.name}-again` };
  const again = await next(stage, document, stage.port, origin);
  return withEvidence(again, () => isItself(again, old, stage.port.name));
}

/** Without cuts, and again with cuts, when cloud-init calls the machine `instance`; its document calls it `named`. */
async function becomesAnother(
  stage: Stage,
  old: Old,
  document: BootDocument,
  instance: string,
  named: string,
): Promise<string> {
  const uncut = await next(stage, document, neighbour, { copyOf: stage.machine });
  const said = await withEvidence(uncut, () => isItself(uncut, old, named));
  await uncut.machine.cutPower();
  await stage.kubectl.run('delete', 'node', neighbour.name);
  const cut = await next(stage, document, neighbour, { copyOf: stage.machine, instance: cutInstance });
  const cuts = cutsOf(instance);
  const afterwards = await withEvidence(cut, async () => {
    for (const one of cuts) await bootUntil(cut, one);
    return isItself(cut, old, named);
  });
  return `${said}; after ${cuts.length} cuts ${afterwards}`;
}

async function next(stage: Stage, document: BootDocument, port: Port, origin: Origin): Promise<Stage> {
  return { ...stage, ...(await stage.another(document, port, origin)) };
}

/** Where it is not, the other machine's evidence stands beside the first one's. */
async function withEvidence<Result>(stage: Stage, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!stage.signal.aborted) await writeFile(join(stage.folder, 'evidence-copy.txt'), await gatherEvidence(stage));
    throw error;
  }
}

/** In this very boot: its own document, its own name, and nothing of whoever had the disk before. */
async function isItself(stage: Stage, old: Old, named: string): Promise<string> {
  const { machine, shell } = stage;
  machine.powerOn();
  await becomesReady(stage, 480_000);
  await filesAreAsPlanned(stage);
  await nothingOldIsLeft(stage, old);
  const said = await lastWord(stage);
  const { node } = await readStatus(stage);
  if (node !== named) throw new Error(`status.json speaks of ${node}, not of ${named}`);
  await shell.run('bootwright-status');
  return said;
}

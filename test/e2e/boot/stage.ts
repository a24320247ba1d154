import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openKubectl } from '../kubectl.js';
import { type Laboratory, outsideOf } from '../laboratory.js';
import { type EmulatorFault, Machine } from '../machine.js';
import type { Mirror } from '../mirror.js';
import type { Network, Port } from '../network.js';
import { openShell } from '../shell.js';
import type { Teardown } from '../teardown.js';
import type { Bench } from './bench.js';
import type { BootCase } from './case.js';
import type { KnownInventories } from './known-inventories.js';

/** What a case plays on: a fresh machine, and a network that it may make worse. */
export interface Stage extends Laboratory {
  readonly network: Network;
  readonly services: Network['services'];
  /** A mirror without faults beside `mirror`. */
  readonly secondMirror: Mirror;
  /** What a machine becomes if nothing goes wrong: the uncut case of each suite finds out. */
  readonly inventories: KnownInventories;
  readonly folder: string;
  /** A line of the run's output, under the case's own. */
  readonly note: (text: string) => void;
}

/** Lays a fresh disk for the case, on the network and the cluster that all cases share. */
export async function setStage(
  bench: Bench,
  { guest: suite, changes = {} }: BootCase,
  port: Port,
  folder: string,
  teardown: Teardown,
  interruption: AbortController,
  note: Stage['note'],
): Promise<Stage> {
  const { signal } = interruption;
  const { network, mirror, secondMirror } = bench;
  await mkdir(folder, { recursive: true });
  const guest = bench.guest(suite);
  const document = await bench.document(suite, changes);
  const kubectl = openKubectl(network, join(bench.supplies.binaries.kubernetes, 'kubectl'), bench.kubeconfig, signal);
  await kubectl.run('delete', 'node', port.name, '--ignore-not-found');
  await mirror.plan({});
  await secondMirror.plan({});
  for (const service of Object.values(network.services)) service.on();
  const machine = new Machine(network, guest, bench.supplies.binaries, port, folder, (fault: EmulatorFault) =>
    interruption.abort(fault),
  );
  await machine.create(document.text);
  teardown.defer('the disk', () => rm(join(folder, 'disk.qcow2'), { force: true }));
  teardown.defer('the machine', () => machine.cutPower());
  const shell = await openShell(network, guest, port, folder, signal);
  teardown.defer('ssh', () => shell.close());
  return {
    ...{ machine, shell, kubectl, port, document, mirror, secondMirror, signal, note },
    supplies: { ...bench.supplies, guest },
    network,
    services: network.services,
    ...outsideOf(network, signal),
    inventories: bench.inventories,
    folder,
  };
}

import { join } from 'node:path';
import { openKubectl } from '../kubectl.js';
import { type Laboratory, placeMachine } from '../laboratory.js';
import type { Mirror } from '../mirror.js';
import type { Network, Port } from '../network.js';
import type { Teardown } from '../teardown.js';
import type { Bench } from './bench.js';
import type { BootCase } from './case.js';
import type { KnownInventories } from './known-inventories.js';

/** What a case plays on: a fresh machine, and a network that it may make worse. */
export interface Stage extends Laboratory {
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
  const { network, mirror, secondMirror, inventories } = bench;
  const guest = bench.guest(suite);
  const document = await bench.document(suite, changes);
  const program = join(bench.supplies.binaries.kubernetes, 'kubectl');
  const kubectl = openKubectl(network, program, bench.kubeconfig, interruption.signal);
  await kubectl.run('delete', 'node', port.name, '--ignore-not-found');
  await mirror.plan({});
  await secondMirror.plan({});
  for (const service of Object.values(network.services)) service.on();
  const supplies = { ...bench.supplies, guest };
  const site = { supplies, network, mirror, kubectl, folder, teardown, interruption };
  const laboratory = await placeMachine(site, document, port);
  return { ...laboratory, secondMirror, services: network.services, inventories, folder, note };
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openKubectl } from '../control-plane/kubectl.js';
import type { BootDocument, Changes } from '../document/document.js';
import type { Teardown } from '../harness/teardown.js';
import { type Laboratory, placeMachine } from '../machine/laboratory.js';
import type { Mirror } from '../network/mirror.js';
import type { Network, Port } from '../network/network.js';
import { type ImageChanges, withChangedDisk } from '../supplies/changed-disk.js';
import type { Guest } from '../supplies/guest.js';
import type { SharedApiServer } from './api-server.js';
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
  readonly apiServer: SharedApiServer;
  /** The suite's own image, whose uncut machine this one is compared with: the case's may differ. */
  readonly plainGuest: Guest;
  /** Renders another document for the same cluster; its node is the port's machine, where none is named. */
  readonly render: (changes: Changes, node?: string) => Promise<BootDocument>;
  readonly folder: string;
  /** A line of the run's output, under the case's own. */
  readonly note: (text: string) => void;
}

/** Lays a fresh disk for the case, on the network and the cluster that all cases share. */
export async function setStage(
  bench: Bench,
  { guest: suite, image, node, changes = {} }: BootCase,
  port: Port,
  folder: string,
  teardown: Teardown,
  interruption: AbortController,
  note: Stage['note'],
): Promise<Stage> {
  const { network, mirror, secondMirror, inventories, apiServer } = bench;
  const plainGuest = bench.guest(suite);
  const document = await bench.document(suite, changes, node);
  const program = join(bench.supplies.binaries.kubernetes, 'kubectl');
  const kubectl = openKubectl(network, program, bench.kubeconfig, interruption.signal);
  await apiServer.letThrough();
  await apiServer.showOwn();
  await apiServer.trustOwn();
  await kubectl.run('delete', 'nodes', '--all');
  await mirror.plan({});
  await secondMirror.plan({});
  for (const service of Object.values(network.services)) service.on();
  const guest = await changedGuest(plainGuest, image, folder, teardown, interruption.signal);
  const supplies = { ...bench.supplies, guest };
  const { controlPlane } = bench;
  const site = { supplies, network, mirror, kubectl, controlPlane, folder, teardown, interruption };
  const laboratory = await placeMachine(site, document, port);
  const render: Stage['render'] = (others, itsNode) => bench.document(suite, { ...changes, ...others }, itsNode);
  const { services } = network;
  return { ...laboratory, secondMirror, services, inventories, apiServer, plainGuest, render, folder, note };
}

async function changedGuest(
  guest: Guest,
  image: ImageChanges | undefined,
  folder: string,
  teardown: Teardown,
  signal: AbortSignal,
): Promise<Guest> {
  if (image === undefined) return guest;
  const changed = await withChangedDisk(guest, folder, signal, (root) => image.change(root, guest.suite));
  teardown.defer("the case's image", () => rm(changed.disk));
  return { ...changed, ...image.guest };
}

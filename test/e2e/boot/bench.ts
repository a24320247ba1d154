import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ControlPlane, startControlPlane } from '../control-plane/control-plane.js';
import { keysIn } from '../control-plane/keys.js';
import { type BootDocument, type Changes, renderDocument } from '../document/document.js';
import type { Teardown } from '../harness/teardown.js';
import type { Supplies } from '../machine/laboratory.js';
import { type Mirror, mirrorPort, startMirror } from '../network/mirror.js';
import { type Network, openNetwork, type Port } from '../network/network.js';
import { type Guest, type Suite, targets } from '../supplies/guest.js';
import { type SharedApiServer, shareApiServer } from './api-server.js';
import { KnownInventories } from './known-inventories.js';

/** What all cases of a run share: one network, two mirrors, one cluster, and what is known of uncut machines. */
export interface Bench {
  readonly network: Network;
  readonly mirror: Mirror;
  readonly secondMirror: Mirror;
  readonly supplies: Omit<Supplies, 'guest'>;
  readonly kubeconfig: string;
  readonly controlPlane: ControlPlane;
  readonly apiServer: SharedApiServer;
  readonly inventories: KnownInventories;
  guest(suite: Suite): Guest;
  /** Of `node`, or else of the port's machine. */
  document(suite: Suite, changes: Changes, node?: string): Promise<BootDocument>;
}

export const secondMirrorPort = mirrorPort + 1;

export async function openBench(
  supplies: Bench['supplies'],
  guests: readonly Guest[],
  port: Port,
  folder: string,
  teardown: Teardown,
  signal: AbortSignal,
): Promise<Bench> {
  const { release } = supplies;
  const cluster = join(folder, 'cluster');
  await mkdir(cluster, { recursive: true });
  // The cluster's keys come with the first document, and every later one is of the same cluster.
  const document: Bench['document'] = (suite, changes, node = port.name) =>
    renderDocument(node, release, cluster, { os: targets[suite], ...changes });
  const { pki } = await document('trixie', {});
  const network = await openNetwork(folder, teardown);
  const mirror = await startMirror(network, release, guests);
  const secondMirror = await startMirror(network, release, guests, { port: secondMirrorPort });
  const itsFolder = join(folder, 'control-plane');
  const controlPlane = await startControlPlane(network, supplies.binaries, keysIn(pki), itsFolder, signal);
  const apiServer = await shareApiServer(network, itsFolder, controlPlane.kubectl, signal);
  const guest: Bench['guest'] = (suite) => {
    const found = guests.find((one) => one.suite === suite);
    if (found === undefined) throw new Error(`no ${suite} guest was prepared`);
    return found;
  };
  const kubeconfig = join(itsFolder, 'admin.kubeconfig');
  return {
    network,
    mirror,
    secondMirror,
    supplies,
    kubeconfig,
    controlPlane,
    apiServer,
    inventories: await KnownInventories.open(release),
    guest,
    document,
  };
}

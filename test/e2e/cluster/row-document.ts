import { join } from 'node:path';
import { endpointOf } from '../control-plane/api-server.js';
import type { PlannedNode } from '../control-plane/outside.js';
import {
  type BootDocument,
  downloadFrom,
  readFixture,
  renderClusterSide,
  renderScript,
  renderSpec,
  type Spec,
} from '../document/document.js';
import { addressing, type Family } from '../network/address-families.js';
import { mirrorUrlOf } from '../network/mirror.js';
import { type Port, portsOf } from '../network/network.js';
import { versions } from '../supplies/components.js';
import { targets } from '../supplies/guest.js';
import type { ReleaseFile } from '../supplies/release.js';
import { runtimeOf } from '../supplies/runtimes.js';
import type { Supply } from '../supplies/supply.js';
import { neighbourPort } from './neighbour.js';
import { type ClusterRow, cniOf, familiesOf, releasesOf } from './row.js';

/** What every row's node has beside its variant, to be seen from the cluster. */
const labels = { tier: 'batch' };
const taints = [{ key: 'dedicated', value: 'batch', effect: 'PreferNoSchedule' }];

/** The pool whose machines share a document. */
const pool = 'batch';

/** A row's document, with its cluster's side. */
export async function renderRow(
  row: ClusterRow,
  port: Port,
  release: readonly ReleaseFile[],
  supply: Supply,
  folder: string,
): Promise<BootDocument> {
  const cluster = row.adopts
    ? ofThisBuild(row, await row.adopts(folder, supply))
    : await specOf(row, port, (await row.ownSpec?.(folder, supply)) ?? {});
  downloadFrom(cluster, release, row.mirrors ?? [mirrorOf(row)]);
  const node = row.shared ? pool : port.name;
  const document = await renderSpec(cluster, node, folder, undefined, row.keys?.make);
  const script = await renderScript(cluster, node, join(folder, 'script.yaml'));
  const controlPlane = row.keys?.controlPlane?.(document.pki);
  const later = await row.changes?.(join(folder, 'cluster.yaml'), document.pki, node);
  const clusterSide = await renderClusterSide(cluster, [port.name], folder);
  const more = { script, clusterSide, ...(controlPlane && { controlPlane }), ...(later && { later }) };
  return { ...document, ...more, ...(await neighbourOf(row, cluster, port, document.pki, folder)) };
}

async function neighbourOf(
  { hasNeighbour }: ClusterRow,
  cluster: Spec,
  { name }: Port,
  pki: string,
  folder: string,
): Promise<Pick<BootDocument, 'neighbour'>> {
  if (!hasNeighbour) return {};
  const own = await renderSpec(cluster, neighbourPort.name, folder, pki);
  const clusterSide = await renderClusterSide(cluster, [name, neighbourPort.name], folder, join(folder, 'out-of-both'));
  return { neighbour: { ...own, clusterSide } };
}

/** What the row's node becomes while it runs, from its keys in the folder. */
export async function renderLater(
  row: ClusterRow,
  port: Port,
  release: readonly ReleaseFile[],
  folder: string,
): Promise<NonNullable<BootDocument['later']>> {
  const cluster = await specOf(row, port, {});
  downloadFrom(cluster, release, [mirrorOf(row)]);
  const script = await renderScript(cluster, port.name, join(folder, 'later.yaml'));
  const { text } = await renderSpec(cluster, port.name, join(folder, 'later'), join(folder, 'pki'));
  return { script, text };
}

/** The fixture with the row's changes, for the programs that are at hand. */
async function specOf(row: ClusterRow, { name }: Port, own: Spec['spec']): Promise<Spec> {
  const { kubernetes, apiServer } = releasesOf(row);
  const cluster = await readFixture('current-containerd');
  const { runtime, cni, host, target, controlPlane, ...others } = { ...row.spec, ...own };
  const workers = (cluster.spec.workers as readonly { name: string }[]).map((worker) => placed(row, worker));
  Object.assign(cluster.spec, rangesOf(familiesOf(row)));
  Object.assign(cluster.spec, {
    kubernetes: { version: kubernetes },
    controlPlane: { endpoint: endpointOf(familiesOf(row)), version: apiServer, ...(controlPlane as object) },
    runtime: { ...runtimeIn(row), crictl: versions.crictl, ...(runtime as object) },
    cni: { version: cniOf(row), ...(cni as object) },
    target: { provider: 'generic', os: targets[row.guest], ...(target as object) },
    host: { blockMetadata: true, ...(host as object) },
    ...(row.shared
      ? { workers: [], pools: [{ name: pool, document: 'shared', labels, taints }] }
      : {
          workers: workers.map((worker) =>
            workerOf(row, worker.name === name ? { ...worker, labels, taints } : worker),
          ),
        }),
    ...others,
  });
  return cluster;
}

/** A spec that somebody else wrote, with what every row's node has and the programs that are at hand. */
function ofThisBuild(row: ClusterRow, { spec, ...head }: Spec): Spec {
  const workers = (spec.workers as readonly object[]).map((worker) => ({ ...worker, labels, taints }));
  const runtime = { ...runtimeIn(row), crictl: versions.crictl };
  const cni = { ...(spec.cni as object), version: cniOf(row) };
  return { ...head, spec: { ...spec, runtime, cni, host: { blockMetadata: true }, workers } };
}

/** Of the cluster's ranges one of each family. */
function rangesOf(families: readonly Family[]): object {
  const of = (range: 'pods' | 'services'): string => families.map((family) => addressing[family][range]).join();
  return { network: { podCIDR: of('pods'), serviceCIDR: of('services') } };
}

/** The worker where its machine is plugged in. */
function placed(row: ClusterRow, worker: { readonly name: string }): { readonly name: string } {
  const port = portsOf(familiesOf(row)).find(({ name }) => name === worker.name);
  return { ...worker, address: port?.addresses.join(), podCIDR: port?.podCIDRs.join() } as { name: string };
}

/** A machine downloads by its cluster's first family. */
function mirrorOf(row: ClusterRow): string {
  return mirrorUrlOf(familiesOf(row)[0] ?? 'ipv4');
}

/** Where flannel asks the cluster for a node's range, the spec has none. */
function workerOf({ flannel }: ClusterRow, worker: Readonly<Record<string, unknown>>): object {
  const { podCIDR, ...others } = worker;
  return flannel ? others : { ...others, podCIDR };
}

function runtimeIn(row: ClusterRow): object {
  if (row.docker !== undefined) return { name: 'docker', version: row.docker };
  const { containerd } = releasesOf(row);
  const { runc, config = {} } = runtimeOf(containerd);
  return { version: containerd, runc, config };
}

/** What the cluster must see of a row's node. */
export function plannedNode(row: ClusterRow): PlannedNode {
  const { kubernetes, containerd } = releasesOf(row);
  const runtime = row.docker === undefined ? `containerd://${containerd}` : `docker://${row.docker}`;
  return { labels, taints, kubelet: kubernetes, runtime };
}

import type { OperatingSystem } from '../eras/systems.js';
import type { ClusterSpec, NodeKubelet } from '../generated/cluster-spec.js';
import type { SpecPath } from '../spec/diagnostic.js';
import { addressAt, sliceAt } from './cidr.js';
import { resolveFiles, type SpecFile } from './files.js';
import { waitsForNode } from './first-boot.js';
import { resolveNodeKubelet } from './kubelet.js';
import type { ResolvedNode, Taint } from './resolved.js';

type Spec = ClusterSpec['spec'];

/** What workers and pools say alike. */
interface Traits {
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { key: string; value?: string; effect: string }[];
  readonly endpoint?: string;
  readonly kubelet?: NodeKubelet;
  readonly files?: readonly SpecFile[];
}

/** Every worker and every machine of every pool, in the order of the spec; a pool that shares a document is one. */
export function resolveNodes(spec: Spec, os: OperatingSystem): ResolvedNode[] {
  const { workers = [], pools = [], network } = spec;
  const single = workers.map((worker, index) => ({
    name: worker.name,
    machines: null,
    address: worker.address ?? null,
    podCIDR: worker.podCIDR ?? null,
    ...traits(worker, ['spec', 'workers', index], spec, os),
  }));
  const pooled = pools.flatMap((pool, index): Omit<ResolvedNode, 'waitsForNode'>[] => {
    const shared = traits(pool, ['spec', 'pools', index], spec, os);
    if (pool.document === 'shared') {
      return [{ name: pool.name, machines: pool.count ?? 1, address: null, podCIDR: null, ...shared }];
    }
    return Array.from({ length: pool.count ?? 0 }, (_, machine) => ({
      name: `${pool.name}-${machine}`,
      machines: null,
      address: pool.firstAddress ? addressAt(pool.firstAddress, machine) : null,
      podCIDR: pool.podCIDR === undefined ? null : sliceAt(pool.podCIDR, network.nodeMask ?? 24, machine),
      ...shared,
    }));
  });
  return [...single, ...pooled].map((node) => ({ ...node, waitsForNode: waitsForNode(spec, node) }));
}

function traits(
  { labels = {}, taints = [], endpoint, kubelet = {}, files = [] }: Traits,
  origin: SpecPath,
  spec: Spec,
  os: OperatingSystem,
) {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const whole: Taint[] = taints.map(({ key, value, effect }) => ({ key, value: value ?? '', effect }));
  return {
    labels: Object.fromEntries(sorted),
    taints: whole,
    endpoint: endpoint ?? spec.controlPlane.endpoint,
    kubelet: resolveNodeKubelet(spec, kubelet, os),
    files: resolveFiles(files, [...origin, 'files']),
    origin,
  };
}

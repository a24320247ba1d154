import type { OperatingSystem } from '../../eras/operating-system.js';
import { addressAt, sliceAt } from '../../spec/addresses.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import type { FullSpec } from '../full-spec.js';
import { resolveFiles } from '../host/files.js';
import type { ResolvedNode } from '../resolved/resolved.js';
import { waitsForNode } from '../target/first-boot.js';
import { resolveNodeKubelet } from './kubelet.js';

/** What workers and pools say alike. */
type Traits = Pick<
  FullSpec['workers'][number] | FullSpec['pools'][number],
  'labels' | 'taints' | 'endpoint' | 'kubelet' | 'files'
>;

/** Every worker and every machine of every pool, in the order of the spec; a pool that shares a document is one. */
export function resolveNodes(spec: FullSpec, os: OperatingSystem): ResolvedNode[] {
  const { workers, pools, network } = spec;
  const single = workers.map((worker, index) => ({
    name: worker.name,
    machines: null,
    address: worker.address,
    podCIDR: worker.podCIDR,
    ...traits(worker, ['spec', 'workers', index], spec, os),
  }));
  const pooled = pools.flatMap((pool, index): Omit<ResolvedNode, 'waitsForNode'>[] => {
    const shared = traits(pool, ['spec', 'pools', index], spec, os);
    if (pool.document === 'shared') {
      return [{ name: pool.name, machines: pool.count, address: null, podCIDR: null, ...shared }];
    }
    return Array.from({ length: pool.count }, (_, machine) => ({
      name: `${pool.name}-${machine}`,
      machines: null,
      address: pool.firstAddress === null ? null : addressAt(pool.firstAddress, machine),
      podCIDR: pool.podCIDR === null ? null : sliceAt(pool.podCIDR, network.nodeMask, machine),
      ...shared,
    }));
  });
  return [...single, ...pooled].map((node) => ({ ...node, waitsForNode: waitsForNode(spec, node) }));
}

function traits(
  { labels, taints, endpoint, kubelet, files }: Traits,
  origin: SpecPath,
  spec: FullSpec,
  os: OperatingSystem,
) {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    labels: Object.fromEntries(sorted),
    // The order is that of the kubelet's configuration.
    taints: taints.map(({ key, value, effect }) => ({ key, value, effect })),
    endpoint,
    kubelet: resolveNodeKubelet(spec, kubelet, os),
    files: resolveFiles(files, [...origin, 'files']),
    origin,
  };
}

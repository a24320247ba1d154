import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { SpecPath } from '../spec/diagnostic.js';
import { addressAt, sliceAt } from './cidr.js';
import type { ResolvedNode, Taint } from './resolved.js';

type Spec = ClusterSpec['spec'];
interface Traits {
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { key: string; value?: string; effect: string }[];
}

/** Every worker and every machine of every pool, in the order of the spec. */
export function resolveNodes({ workers = [], pools = [], network }: Spec): ResolvedNode[] {
  const single = workers.map((worker, index) => ({
    name: worker.name,
    address: worker.address ?? null,
    podCIDR: worker.podCIDR ?? null,
    ...traits(worker, ['spec', 'workers', index]),
  }));
  const pooled = pools.flatMap((pool, index) => {
    const shared = traits(pool, ['spec', 'pools', index]);
    return Array.from({ length: pool.count }, (_, machine) => ({
      name: `${pool.name}-${machine}`,
      address: pool.firstAddress ? addressAt(pool.firstAddress, machine) : null,
      podCIDR: pool.podCIDR === undefined ? null : sliceAt(pool.podCIDR, network.nodeMask ?? 24, machine),
      ...shared,
    }));
  });
  return [...single, ...pooled];
}

function traits({ labels = {}, taints = [] }: Traits, origin: SpecPath) {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const whole: Taint[] = taints.map(({ key, value, effect }) => ({ key, value: value ?? '', effect }));
  return { labels: Object.fromEntries(sorted), taints: whole, origin };
}

import { bareHost, parseWebAddress } from '../../spec/web-address.js';
import type { FullSpec } from '../full-spec.js';
import type { ResolvedCluster } from '../resolved/resolved.js';

type Balancer = NonNullable<FullSpec['controlPlane']['balancer']>;

/** Where a node's programs reach the API servers. */
export const balancerAddress = ({ port }: Pick<Balancer, 'port'>): string => `https://127.0.0.1:${port}`;

/** What stands before several API servers on each node; null: nothing. */
export function resolveBalancer({ balancer, endpoint }: FullSpec['controlPlane']): ResolvedCluster['balancer'] {
  if (balancer === null) return null;
  const host = parseWebAddress(endpoint)?.host ?? '';
  return { ...balancer, address: balancerAddress(balancer), serverName: bareHost(host) };
}

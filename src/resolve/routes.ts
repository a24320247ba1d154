import { providers } from '../eras/providers.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { ResolvedRoutes } from './resolved.js';

/** How packets find the pods of another node. */
export function resolveRoutes({ target, network }: ClusterSpec['spec']): ResolvedRoutes {
  return { ...providers[target.provider ?? 'generic'].routes, network: network.name ?? 'default' };
}

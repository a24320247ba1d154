import { providerRoutes, type RouteFacts } from '../eras/routes.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { ResolvedRoutes } from './resolved.js';

/** How packets find the pods of another node. */
export function resolveRoutes({ target, network }: ClusterSpec['spec']): ResolvedRoutes {
  const facts = providerRoutes[target.provider ?? 'generic'] as RouteFacts;
  return { ...facts, network: network.name ?? 'default' };
}

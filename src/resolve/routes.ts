import { providerRoutes, type RouteFacts } from '../eras/routes.js';
import type { FullSpec } from './full-spec.js';
import type { ResolvedRoutes } from './resolved.js';

/** How packets find the pods of another node. */
export function resolveRoutes({ target, network }: FullSpec): ResolvedRoutes {
  const facts = providerRoutes[target.provider] as RouteFacts;
  return { ...facts, network: network.name };
}

import { providers } from '../../eras/providers.js';
import type { FullSpec } from '../full-spec.js';
import type { ResolvedRoutes } from '../resolved/resolved.js';

/** How packets find the pods of another node. */
export function resolveRoutes({ target, network }: FullSpec): ResolvedRoutes {
  return { ...providers[target.provider].routes, network: network.name };
}

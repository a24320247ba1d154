import type { ResolvedCluster } from '../resolve/resolved.js';

/** Where packets for one node's pods go. */
export interface PodRoute {
  readonly node: string;
  /** At a provider that names routes. */
  readonly name: string;
  readonly range: string;
  /** The node's address, where the spec has it. */
  readonly address: string | null;
}

/** One route for each node, in the order of the spec. */
export function podRoutes({ nodes }: ResolvedCluster): readonly PodRoute[] {
  return nodes.map(({ name: node, podCIDR: range, address }) => ({
    node,
    name: `kubernetes-route-${range.replace(/[./]/g, '-')}`,
    range,
    address,
  }));
}

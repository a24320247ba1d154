import type { ResolvedCluster } from '../resolve/resolved/resolved.js';

/** Where packets for one node's pods go. */
export interface PodRoute {
  readonly node: string;
  /** At a provider that names routes. */
  readonly name: string;
  readonly range: string;
  /** The node's address, where the spec has it. */
  readonly address: string | null;
}

/** One route for each node whose pods' range the spec has, in the order of the spec; with an overlay there are none. */
export function podRoutes({ nodes }: ResolvedCluster): readonly PodRoute[] {
  return nodes.flatMap(({ name: node, podCIDR: range, address }) =>
    range === null ? [] : [{ node, name: `kubernetes-route-${range.replace(/[./]/g, '-')}`, range, address }],
  );
}

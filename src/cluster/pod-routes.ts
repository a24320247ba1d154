import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { addressOf, type Family, rangeOf } from '../spec/addresses.js';

/** Where packets for one node's pods go. */
export interface PodRoute {
  readonly node: string;
  /** At a provider that names routes. */
  readonly name: string;
  readonly family: Family;
  readonly range: string;
  /** The node's address of this family, where the spec has it. */
  readonly address: string | null;
}

/** One route for each range of pods that the spec gives a node, in the order of the spec; with an overlay there are none. */
export function podRoutes({ nodes }: ResolvedCluster): readonly PodRoute[] {
  return nodes.flatMap(({ name: node, podCIDRs, addresses }) =>
    podCIDRs.map((range) => {
      const { family } = rangeOf(range);
      const address = addresses.find((each) => addressOf(each).family === family);
      // A name at Google has letters, digits and single dashes.
      const name = `kubernetes-route-${range.replace(/[./:]+/g, '-')}`;
      return { node, name, family, range, address: address === undefined ? null : address };
    }),
  );
}

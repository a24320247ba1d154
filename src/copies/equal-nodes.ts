import type { ResolvedNode } from '../resolve/resolved/resolved.js';

/** Nodes of one list of the spec that get the same but for their names, addresses and ranges of pods; the first stands for all. */
export type EqualNodes = readonly [ResolvedNode, ...ResolvedNode[]];

/** What a node gets that is not its own alone. A plan is made of nothing else, so equal nodes have equal plans. */
function sharedTraits(node: ResolvedNode): string {
  // The layout follows from the name.
  const { name: _name, layout: _layout, addresses, podCIDRs, origin, ...shared } = node;
  const list = origin[1] === 'pools' ? origin.slice(0, 3) : origin.slice(0, 2);
  // Where a file of its own came from is no difference of the machines.
  const files = shared.files.map(({ origin: _origin, ...file }) => file);
  return JSON.stringify([list, addresses.length, podCIDRs.length, { ...shared, files }]);
}

/** The nodes in groups of equal ones, in the order of their first ones. */
export function equalNodes(nodes: readonly ResolvedNode[]): EqualNodes[] {
  const groups = new Map<string, [ResolvedNode, ...ResolvedNode[]]>();
  for (const node of nodes) {
    const key = sharedTraits(node);
    const group = groups.get(key);
    if (group) group.push(node);
    else groups.set(key, [node]);
  }
  return [...groups.values()];
}

import { clusterRanges, reservedRanges } from '../resolve/network/reserved-ranges.js';
import type { ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import { rangeOf, type Span } from '../spec/addresses.js';
import { bareHost } from '../spec/web-address.js';

/** A range of addresses that no node may have, and how messages call it. */
export interface ForbiddenRange extends Span {
  readonly range: string;
  readonly which: string;
}

/** What a spec says of the names and addresses that its nodes may prove to be theirs. */
export interface ServingPolicy {
  /** Each node's addresses, null where the machine finds them; null: the machines find their names. */
  readonly nodes: ReadonlyMap<string, readonly string[] | null> | null;
  /** Whose each address is that the spec gives. */
  readonly owners: ReadonlyMap<string, string>;
  readonly nodeCIDRs: readonly string[];
  readonly forbidden: readonly ForbiddenRange[];
  /** Host names and addresses of the API server. */
  readonly endpoints: ReadonlySet<string>;
  readonly domain: string;
  /** False: the API server is older than that. */
  readonly namesSigner: boolean;
}

const findsName = ({ identity }: ResolvedCluster, { kubelet }: ResolvedNode): boolean =>
  Boolean(identity?.name) || kubelet.flags['hostname-override'] === null;

/** The addresses that a node's kubelet is told to have; null: it finds one. */
const addressesIn = ({ identity }: ResolvedCluster, { addresses, kubelet }: ResolvedNode): readonly string[] | null =>
  identity?.addresses.length || kubelet.flags['node-ip'] === null || addresses.length === 0 ? null : addresses;

/** The hosts of the API server's addresses: the cluster's, people's, and each node's own. */
function endpointHosts({ endpoint, publicEndpoint, nodes }: ResolvedCluster): Set<string> {
  const all = new Set([endpoint, publicEndpoint, ...nodes.map((node) => node.endpoint)]);
  return new Set([...all].map((each) => bareHost(new URL(each).hostname)));
}

/** What may be approved follows from the spec alone: what nodes say of themselves is not asked. */
export function servingPolicy(cluster: ResolvedCluster): ServingPolicy {
  const { nodes, podCIDRs, serviceCIDRs, nodeCIDRs, domain, namesSigner } = cluster;
  const known = nodes.map((node) => [node.name, addressesIn(cluster, node)] as const);
  const taken = [...clusterRanges(podCIDRs, serviceCIDRs), ...reservedRanges];
  return {
    nodes: nodes.some((node) => findsName(cluster, node)) ? null : new Map(known),
    owners: new Map(known.flatMap(([name, addresses]) => (addresses ?? []).map((address) => [address, name] as const))),
    nodeCIDRs,
    forbidden: taken.map(([range, which]) => ({ ...rangeOf(range), range, which })),
    endpoints: endpointHosts(cluster),
    domain,
    namesSigner,
  };
}

/** Whose a name is that no node may have; undefined: a node may. */
export function reservedFor(name: string, { endpoints, domain }: ServingPolicy): string | undefined {
  if (endpoints.has(name)) return "the API server's";
  if (/^kubernetes(\.default)?$|(^|\.)svc(\.|$)/.test(name)) return "a Service's";
  if (name === domain || name.endsWith(`.${domain}`)) return "in the cluster's own domain";
  if (/(^|\.)localhost$/.test(name)) return "every machine's own";
  return undefined;
}

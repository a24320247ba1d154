import type { ClusterIdentities } from '../pki/request.js';
import type { ResolvedCluster } from '../resolve/resolved/resolved.js';

/** What a cluster's certificates follow from, in the words of `pki/`. */
export function identitiesOf({ identities, nodes }: Pick<ResolvedCluster, 'identities' | 'nodes'>): ClusterIdentities {
  return { ...identities, nodes: nodes.map(({ name, addresses }) => ({ name, addresses })) };
}

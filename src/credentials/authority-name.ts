import type { ResolvedCluster } from '../resolve/resolved/resolved.js';

/** X.520 allows 64 characters in a common name, and a cluster's name may have 63. */
const longestName = 64;

/** What stands behind the cluster's name in the common name of its own CA. */
export const ownTitle = 'CA';

/** The common name of a CA that Bootwright makes: the spec's for the cluster's own, else of the cluster's name. */
export function authorityName(
  { name, identities }: Pick<ResolvedCluster, 'name' | 'identities'>,
  title: string,
): string {
  if (title === ownTitle && identities.authorityName !== null) return identities.authorityName;
  return `${name.slice(0, longestName - title.length - 1)} ${title}`;
}

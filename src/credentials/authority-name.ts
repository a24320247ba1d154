/** X.520 allows 64 characters in a common name, and a cluster's name may have 63. */
const longestName = 64;

/** The common name of a CA that Bootwright makes. */
export function authorityName(cluster: string, title: string): string {
  return `${cluster.slice(0, longestName - title.length - 1)} ${title}`;
}

import { createAuthority } from '../pki/authority.js';
import type { PlannedAuthority } from '../pki/request.js';
import type { ResolvedCluster } from '../resolve/resolved.js';
import { savePair } from './pki-folder.js';

/** X.520 allows 64 characters in a common name, and a cluster's name may have 63. */
const longestName = 64;

/** The common name of a CA that Bootwright makes. */
export function authorityName(cluster: string, title: string): string {
  return `${cluster.slice(0, longestName - title.length - 1)} ${title}`;
}

/** Makes a CA of the cluster and saves it. */
export async function saveNewAuthority(
  folder: string,
  cluster: ResolvedCluster,
  { files, title }: PlannedAuthority,
  now: Date,
): Promise<void> {
  const { key, authorityDays, subject } = cluster.identities;
  const commonName = authorityName(cluster.name, title);
  savePair(folder, files, await createAuthority({ commonName, key, subject, days: authorityDays, now }));
}

import { createAuthority } from '../pki/authority.js';
import { authorityFiles } from '../pki/request.js';
import type { ResolvedCluster } from '../resolve/resolved.js';
import { savePair } from './pki-folder.js';

/** X.520 allows 64 characters in a common name, and a cluster's name may have 63. */
const longestName = 61;

/** Makes a cluster's CA and saves it. */
export async function saveNewAuthority(folder: string, cluster: ResolvedCluster, now: Date): Promise<void> {
  const { key, authorityDays, subject } = cluster.identities;
  const commonName = `${cluster.name.slice(0, longestName)} CA`;
  savePair(folder, authorityFiles, await createAuthority({ commonName, key, subject, days: authorityDays, now }));
}

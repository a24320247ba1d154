import { authorityName } from '../../credentials/authority-name.js';
import { createAuthority } from '../../pki/authority.js';
import type { PlannedAuthority } from '../../pki/request.js';
import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';
import { savePair } from './folder.js';

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

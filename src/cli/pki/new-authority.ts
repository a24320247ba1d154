import { authorityName } from '../../credentials/authority-name.js';
import { createAuthority } from '../../pki/authority.js';
import type { PlannedAuthority } from '../../pki/request.js';
import { sealPair } from '../at-rest/seal-pair.js';
import type { PkiCluster } from './cluster.js';
import { savePair } from './folder.js';

/** Makes a CA of the cluster and saves it. */
export async function saveNewAuthority(
  { folder, vault, cluster }: PkiCluster,
  { files, title }: PlannedAuthority,
  now: Date,
): Promise<void> {
  const { key, authorityDays, subject } = cluster.identities;
  const commonName = authorityName(cluster, title);
  const pair = await createAuthority({ commonName, key, subject, days: authorityDays, now });
  savePair(folder, files, await sealPair(vault, pair));
}

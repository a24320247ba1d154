import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { identitiesOf } from '../../credentials/identities.js';
import { bootstrapTokenFile } from '../../pki/bootstrap-token.js';
import { lookupTokenFile, plannedAuthorities } from '../../pki/request.js';
import { sealOf } from '../../pki/sealed.js';
import { say } from '../console.js';
import { placeToWrite } from '../files/place-below.js';
import { replaceFile } from '../files/replace-file.js';
import type { PkiCluster } from '../pki/cluster.js';
import { readIfThere } from '../pki/folder.js';
import { requestFiles } from '../pki/requests.js';
import { counted } from '../text-table.js';

/** Keys of the folder, also those of machines that the spec no longer has. */
function keysIn(folder: string): string[] {
  try {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return files.map((file) => file.replaceAll('\\', '/')).filter((file) => file.endsWith('-key.pem'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Every file of a cluster's folder of keys that holds a secret, or would. */
export function secretFiles({ cluster, folder }: Pick<PkiCluster, 'cluster' | 'folder'>): string[] {
  const planned = plannedAuthorities(identitiesOf(cluster)).flatMap(({ files, certificates }) => [
    files.key,
    ...certificates.flatMap(({ files: own }) => [own.key, requestFiles(own).key]),
  ]);
  return [...new Set([...planned, bootstrapTokenFile, lookupTokenFile, ...keysIn(folder)])];
}

/** Encrypts secrets of a folder that are there, each beside its place first; `all` of them, or those that lie in clear. */
export async function sealFiles(pki: PkiCluster, which: 'all' | 'clear'): Promise<number> {
  const { folder, vault } = pki;
  let count = 0;
  for (const file of secretFiles(pki)) {
    const text = readIfThere(join(folder, file));
    const clear = vault.lookup(file);
    if (text === undefined || clear === undefined || (which === 'clear' && sealOf(text) !== null)) continue;
    replaceFile(placeToWrite(folder, file), await vault.seal(clear), 0o600);
    count += 1;
  }
  return count;
}

/** In a folder that has recipients nothing stays in clear. */
export async function sealRest(pki: PkiCluster): Promise<void> {
  const recipients = pki.vault.recipients();
  if (recipients === null) return;
  const count = await sealFiles(pki, 'clear');
  if (count > 0) say(`${pki.folder}: ${counted(count, 'secret')} encrypted to ${counted(recipients, 'recipient')}`);
}

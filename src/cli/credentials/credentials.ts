import { join } from 'node:path';
import { type CredentialsStore, openCredentials as openKeys } from '../../credentials/credentials.js';
import type { KeyFolder } from '../../credentials/key-folder.js';
import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';
import { lookupIn } from '../pki/folder.js';
import { checkOwner } from '../pki/owner.js';
import { shellWord } from '../shell-word.js';
import { issuerCheck } from './signature.js';

/** A folder of keys on the disk. */
function keyFolder(folder: string): KeyFolder {
  const pathOf = (file: string): string => join(folder, file);
  return { lookup: lookupIn(folder), pathOf, wordOf: (file) => shellWord(pathOf(file)) };
}

/** Reads the keys of a cluster's folder as `render` needs them. Of another cluster's keys nothing else is worth telling. */
export function openCredentials(cluster: ResolvedCluster, folder: string, now: Date): CredentialsStore {
  const foreign = checkOwner(cluster, folder);
  if (foreign.length > 0)
    return { token: null, diagnostics: foreign, of: () => ({ credentials: null, diagnostics: [] }) };
  return openKeys(cluster, keyFolder(folder), issuerCheck, now);
}

import { join } from 'node:path';
import { type CredentialsStore, openCredentials as openKeys } from '../../credentials/credentials.js';
import type { KeyFolder } from '../../credentials/key-folder.js';
import { bootstrapTokenFile } from '../../pki/bootstrap-token.js';
import { lookupTokenFile, plannedAuthorities } from '../../pki/request.js';
import type { ResolvedCluster, ResolvedNode } from '../../resolve/resolved/resolved.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { KeyVault } from '../at-rest/vault.js';
import { checkOwner } from '../pki/owner.js';
import { shellWord } from '../shell-word.js';
import { issuerCheck } from './signature.js';

/** Whose keys are asked for, and the folder that they lie in. */
export interface WantedKeys {
  readonly cluster: ResolvedCluster;
  readonly nodes: readonly ResolvedNode[];
  readonly pki: string;
  readonly vault: KeyVault;
}

/** A folder of keys on the disk. */
function keyFolder({ pki, vault: { lookup } }: WantedKeys): KeyFolder {
  const pathOf = (file: string): string => join(pki, file);
  return { lookup, pathOf, wordOf: (file) => shellWord(pathOf(file)) };
}

/** The secrets that documents of these nodes hold, those of all nodes first. A CA's key is not among them. */
function secretsOf({ cluster, nodes }: WantedKeys): string[] {
  const own = nodes.map(({ name, addresses }) => ({ name, addresses }));
  const keysFor = (of: typeof own): string[] =>
    plannedAuthorities({ ...cluster.identities, nodes: of }).flatMap(({ certificates }) =>
      certificates.map(({ files }) => files.key),
    );
  return [...new Set([bootstrapTokenFile, lookupTokenFile, ...keysFor([]), ...keysFor(own)])];
}

/** As many files say whether any is encrypted: of thousands, each would be read twice. */
const asked = 8;

async function openSecrets(wanted: WantedKeys): Promise<readonly Diagnostic[]> {
  const { vault } = wanted;
  const files = secretsOf(wanted);
  const mayBeSealed = vault.hasSources || vault.recipients() !== null || files.slice(0, asked).some(vault.isSealed);
  return mayBeSealed ? vault.open(files) : [];
}

/**
 * Reads the keys of a cluster's folder as `render` needs them. Of another cluster's keys, or of some that nobody can open,
 * nothing else is worth telling.
 */
export async function openCredentials(wanted: WantedKeys, now: Date): Promise<CredentialsStore> {
  const { cluster, pki } = wanted;
  const foreign = checkOwner(cluster, pki);
  const diagnostics = foreign.length > 0 ? foreign : await openSecrets(wanted);
  if (diagnostics.length > 0) return { token: null, diagnostics, of: () => ({ credentials: null, diagnostics: [] }) };
  return openKeys(cluster, keyFolder(wanted), issuerCheck, now);
}

import { join } from 'node:path';
import { pinOf } from '../../adopt/pin.js';
import type { AdoptedCluster } from '../../adopt/settle.js';
import { nameOf } from '../../adopt/spec-text.js';
import { bootstrapTokenFile, formatBootstrapToken, readBootstrapToken } from '../../pki/bootstrap-token.js';
import { readCertificate } from '../../pki/reading.js';
import { authorityFiles } from '../../pki/request.js';
import type { KeyVault } from '../at-rest/vault.js';
import { placeToWrite } from '../files/place-below.js';
import { replaceFile } from '../files/replace-file.js';
import { readIfThere } from '../pki/folder.js';
import { ownerFile } from '../pki/owner.js';

/** A file for the folder of keys. */
interface KeyFile {
  readonly file: string;
  readonly text: string;
  readonly mode: number;
}

/** The end of tokens that have none: their Secret has no `expiration`. */
const never = '9999-12-31T23:59:59Z';

/** What the folder of keys gets of a cluster that is adopted; a text: why a token cannot be one. */
export function keyFiles({ facts, ...cluster }: AdoptedCluster): KeyFile[] | string {
  const { authority, authorityKey, token, tokenEnd } = facts;
  const end = tokenEnd?.text === 'never' ? never : tokenEnd?.text;
  const read = token && readBootstrapToken([token.text, ...(end ? [end] : [])].join(' '));
  if (typeof read === 'string') return read;
  return [
    ...(authority ? [{ file: authorityFiles.certificate, text: authority.text, mode: 0o644 }] : []),
    ...(authorityKey ? [{ file: authorityFiles.key, text: authorityKey.text, mode: 0o600 }] : []),
    ...(read ? [{ file: bootstrapTokenFile, text: formatBootstrapToken(read), mode: 0o600 }] : []),
    { file: ownerFile, text: `${nameOf({ facts, ...cluster })}\n`, mode: 0o644 },
  ];
}

/** Whether two files mean the same: of certificates the first one's key counts. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [readCertificate(one), readCertificate(other)];
  return a && b ? pinOf(a) === pinOf(b) : one.trim() === other.trim();
}

/** A file of the folder that holds something else, which is not written over; a token is, as it ends soon in any case. */
export function occupied({ lookup }: KeyVault, files: readonly KeyFile[]): string | undefined {
  return files.find(({ file, text }) => {
    const there = file === bootstrapTokenFile ? undefined : lookup(file);
    return there !== undefined && !isSame(there, text);
  })?.file;
}

/** Writes what is not there yet, secrets encrypted where the folder has recipients. */
export async function writeKeys({ folder, seal }: KeyVault, files: readonly KeyFile[]): Promise<void> {
  for (const { file, text, mode } of files) {
    const there = readIfThere(join(folder, file));
    if (there !== undefined && file !== bootstrapTokenFile) continue;
    replaceFile(placeToWrite(folder, file), mode === 0o600 ? await seal(text) : text, mode);
  }
}

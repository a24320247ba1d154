import { join } from 'node:path';
import type { Arguments } from '../command.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { placeToWrite } from '../files/place-below.js';
import { replaceFile } from '../files/replace-file.js';
import { misuse } from '../misuse.js';
import { type PkiCluster, readPkiCluster } from '../pki/cluster.js';
import { readIfThere } from '../pki/folder.js';
import { makeKeys } from '../pki/make-keys.js';
import { counted } from '../text-table.js';
import { readRecipients } from './identities.js';
import { letIntoGit } from './into-git.js';
import { sealFiles } from './secret-files.js';
import { recipientsFile } from './vault.js';

/** Adds recipients to the folder's list, and encrypts every secret anew to all of them. */
async function sealAll(pki: PkiCluster, added: readonly string[]): Promise<ExitStatus> {
  const { folder, vault, format } = pki;
  const list = readIfThere(join(folder, recipientsFile)) ?? '';
  const known = list.split('\n').map((line) => line.trim());
  const fresh = [...new Set(added)].filter((line) => !known.includes(line));
  const before = list === '' || list.endsWith('\n') ? list : `${list}\n`;
  if (fresh.length > 0) replaceFile(placeToWrite(folder, recipientsFile), `${before}${fresh.join('\n')}\n`, 0o644);
  const count = await sealFiles(pki, 'all');
  letIntoGit(folder);
  const recipients = vault.recipients() ?? 0;
  if (format === 'json') printData(`${JSON.stringify({ secrets: count, recipients }, null, 2)}\n`);
  say(`${folder}: ${counted(count, 'secret')} encrypted to ${counted(recipients, 'recipient')}`);
  return exitStatus.fine;
}

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const added = (given.values.get('recipient') ?? []).map((line) => line.trim());
  // A key that was given by mistake is a secret: it is not repeated.
  if (added.some((line) => typeof readRecipients(line) === 'number' || line === '')) {
    return misuse(
      `--recipient takes what "age-keygen -y" prints (age1…) or the line of an ssh public key, and one that was given is neither`,
    );
  }
  const pki = readPkiCluster(given);
  if (pki === undefined) return exitStatus.refused;
  if (added.length === 0 && pki.vault.recipients() === null) {
    return misuse(
      `${join(pki.folder, recipientsFile)} names nobody: say with --recipient to whom the secrets are encrypted`,
    );
  }
  return makeKeys(given, pki, now, () => sealAll(pki, added));
}

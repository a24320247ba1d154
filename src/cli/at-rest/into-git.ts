import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../files/replace-file.js';
import { readIfThere } from '../pki/folder.js';

const name = '.gitignore';
/** What Bootwright keeps in the folder, and encrypts where it is a secret; whatever else lies there may be one in clear. */
const lines = [
  '# Made by bootwright: the secrets that it keeps here are encrypted. Nothing else is committed.',
  '*',
  '!*/',
  '!.gitignore',
  '!recipients',
  '!cluster-name',
  '!bootstrap-token',
  '!digitalocean-token',
  '!*.pem',
  '!*.csr',
  '',
];

/** Lets version control have a folder whose secrets are encrypted; a .gitignore of the user's own stays as it is. */
export function letIntoGit(folder: string): void {
  const file = join(folder, name);
  const there = lstatSync(file, { throwIfNoEntry: false });
  if (there !== undefined && (!there.isFile() || readIfThere(file) !== '*\n')) return;
  replaceFile(file, lines.join('\n'), 0o644);
}

import { appendFileSync, existsSync, lstatSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ignore from 'ignore';
import { readIfThere } from '../pki/folder.js';

/** What git is to leave alone below a folder. */
export interface KeptOut {
  readonly folder: string;
  /** The line of its .gitignore. */
  readonly line: string;
  /** A line behind it for what git may have all the same. */
  readonly except?: string;
  /** Names, within the folder, of files that hold secrets: the line is missed where git would take one of them. */
  readonly secrets: readonly string[];
}

const name = '.gitignore';
const header = '# Made by bootwright: what these lines name holds private keys.\n';

/** Whether one of the .gitignore files from the folder up to the repository's root leaves a file of it out. */
function isIgnored(folder: string, secret: string): boolean {
  const path = join(resolve(folder), secret);
  for (let up = resolve(folder); ; up = dirname(up)) {
    const file = join(up, name);
    // git does not read one that is a link.
    const isFile = lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
    const rules = isFile ? (readIfThere(file) ?? '') : '';
    if (ignore().add(rules).ignores(relative(up, path).replaceAll('\\', '/'))) return true;
    if (existsSync(join(up, '.git')) || up === dirname(up)) return false;
  }
}

/**
 * Keeps secrets out of version control, whoever made their folder: writes its .gitignore where there is none, and adds
 * a line to one that Bootwright wrote. One of the user's own stays as it is; where it lets a secret through, the
 * warning that comes back says so. A `*` covers the .gitignore itself, too, and needs no header.
 */
export function keepOutOfGit({ folder, line, except, secrets }: KeptOut): string | undefined {
  const file = join(folder, name);
  const start = line === '*' ? '' : header;
  const lines = except === undefined ? `${line}\n` : `${line}\n${except}\n`;
  try {
    writeFileSync(file, `${start}${lines}`, { flag: 'wx' });
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const loose = secrets.find((secret) => !isIgnored(folder, secret));
  if (loose === undefined) return undefined;
  const isFile = lstatSync(file).isFile();
  if (isFile && readIfThere(file)?.startsWith(header)) {
    appendFileSync(file, lines);
    return undefined;
  }
  const [what, advice] = isFile
    ? ['leaves it in', `add the line ${line} to it${except === undefined ? '' : `, and ${except} behind it`}`]
    : ['is not a file that git reads', `put a file with the line ${line} there`];
  return `git would take ${join(folder, loose)}, which holds a private key: ${file} ${what}\n  hint: ${advice}`;
}

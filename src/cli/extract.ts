import { chmodSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import paths, { dirname, join, relative, resolve } from 'node:path';
import { isSecret } from '../review/redaction.js';
import type { MachineTree } from '../review/tree.js';

const { posix, sep } = paths;

export type Extracted = { readonly written: number } | { readonly mistake: string };

type Kind = 'file' | 'folder' | 'link' | 'nothing';

function kindOf(path: string): Kind {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'nothing';
  if (stat.isSymbolicLink()) return 'link';
  return stat.isDirectory() ? 'folder' : 'file';
}

/** The first folder on the way from `folder` to a place below it that is none: a link there could lead anywhere. */
function wrongParent(folder: string, place: string): string | undefined {
  const steps = relative(folder, dirname(place)).split(sep);
  let path = folder;
  for (const step of steps) {
    path = join(path, step);
    const kind = kindOf(path);
    if (kind === 'link' || kind === 'file') return path;
  }
  return undefined;
}

/** A link's target as seen from its place in the folder, where the folder stands for `/`; undefined where it leads out. */
function targetWithin(path: string, target: string): string | undefined {
  const from = posix.dirname(path);
  if (target.startsWith('/')) return posix.relative(from, posix.normalize(target)) || '.';
  // Above the root there is nothing on a machine, but there is above a folder.
  const depth = from.split('/').filter((step) => step !== '').length;
  const climbs = posix
    .normalize(target)
    .split('/')
    .filter((step) => step === '..').length;
  return climbs > depth ? undefined : target;
}

interface Wish {
  readonly path: string;
  readonly place: string;
}

/** Why the files can't all be written; undefined where they can. */
function obstacle(folder: string, wishes: readonly Wish[], force: boolean): string | undefined {
  for (const { path, place } of wishes) {
    if (path === '/' || /\0/.test(path) || !place.startsWith(`${folder}${sep}`))
      return `"${path}" is no path of a file`;
    const wrong = wrongParent(folder, place);
    if (wrong !== undefined) return `${wrong} is no folder, and ${path} would go through it`;
    const kind = kindOf(place);
    if (kind === 'folder') return `${place} is a folder, and ${path} is none`;
    if (kind !== 'nothing' && !force) return `${place} is there already and stays as it is; --force replaces it`;
  }
  const places = new Set(wishes.map(({ place }) => place));
  const within = wishes.find(({ place }) => {
    for (let up = dirname(place); up.length > folder.length; up = dirname(up)) if (places.has(up)) return true;
    return false;
  });
  return within && `${within.path} lies below another file or link of the document`;
}

/**
 * Writes a tree's files and links below a folder and nowhere else: all of them, or none where one can't be. Modes are
 * kept without setuid and its like; what is secret is closed to others whatever its mode.
 */
export function extractTree({ files, directories, links }: MachineTree, into: string, force: boolean): Extracted {
  const folder = resolve(into);
  const placeOf = (path: string): string => join(folder, path);
  const wishes = [...files, ...links].map(({ path }) => ({ path, place: placeOf(path) }));
  const mistake = obstacle(folder, wishes, force);
  if (mistake !== undefined) return { mistake };
  const hard = links.find((link) => link.hard);
  if (hard) return { mistake: `${hard.path} is a hard link, which can't be made outside of the machine` };
  const targets = links.map(({ path, target }) => ({ path, target: targetWithin(path, target) }));
  const lost = targets.find(({ target }) => target === undefined);
  if (lost) return { mistake: `the link ${lost.path} leads out of the folder` };
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    const place = placeOf(file.path);
    mkdirSync(dirname(place), { recursive: true });
    rmSync(place, { force: true });
    const mode = file.mode & (isSecret(file) ? 0o700 : 0o777);
    writeFileSync(place, file.content, { mode, flag: 'wx' });
    chmodSync(place, mode);
  }
  for (const { path } of directories)
    if (wrongParent(folder, join(placeOf(path), '.')) === undefined) mkdirSync(placeOf(path), { recursive: true });
  for (const { path, target = '.' } of targets) {
    mkdirSync(dirname(placeOf(path)), { recursive: true });
    rmSync(placeOf(path), { force: true });
    symlinkSync(target, placeOf(path));
  }
  return { written: wishes.length };
}

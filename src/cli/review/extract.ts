import { chmodSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import paths, { dirname, join, resolve } from 'node:path';
import { fullLook, isShut } from '../../review/shown.js';
import type { MachineTree } from '../../review/tree.js';
import { leadsOut, targetsOf, targetWithin } from './extract-links.js';
import { stageExtract } from './extract-staging.js';

const { sep } = paths;

export type Extracted = { readonly written: number } | { readonly mistake: string };

type Kind = 'file' | 'folder' | 'link' | 'nothing';

function kindOf(path: string): Kind {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'nothing';
  if (stat.isSymbolicLink()) return 'link';
  return stat.isDirectory() ? 'folder' : 'file';
}

/** The first folder on the way from `folder` to a place below it that is none: a link there could lead anywhere. */
function wrongParent(folder: string, place: string, known: Map<string, string | undefined>): string | undefined {
  const parent = dirname(place);
  if (known.has(parent)) return known.get(parent);
  const above = parent === folder ? undefined : wrongParent(folder, parent, known);
  const wrong = above ?? (parent !== folder && ['link', 'file'].includes(kindOf(parent)) ? parent : undefined);
  known.set(parent, wrong);
  return wrong;
}

/** What a tree wants to have below the folder: a file or link of its own, or a folder. */
interface Wish {
  readonly path: string;
  readonly place: string;
  readonly isFolder: boolean;
}

/** What no file system takes, or no machine has: each folder of a path is looked at. */
function isNoPath(path: string): boolean {
  const names = path.split('/');
  const isTooLong = path.length > 1024 || names.length > 100 || names.some((name) => Buffer.byteLength(name) > 255);
  return path === '/' || path.includes('\0') || isTooLong;
}

/** Why one of them can't be there. */
function obstacleAt(
  folder: string,
  { path, place, isFolder }: Wish,
  force: boolean,
  known: Map<string, string | undefined>,
): string | undefined {
  if (isNoPath(path) || !place.startsWith(`${folder}${sep}`)) return `"${path.slice(0, 100)}" is no path of a file`;
  const wrong = wrongParent(folder, place, known);
  if (wrong !== undefined) return `${wrong} is no folder, and ${path} would go through it`;
  const kind = kindOf(place);
  if (isFolder) return ['file', 'link'].includes(kind) ? `${place} is no folder, and ${path} is one` : undefined;
  if (kind === 'folder') return `${place} is a folder, and ${path} is none`;
  if (kind !== 'nothing' && !force) return `${place} already exists and was not changed; --force overwrites it`;
  return undefined;
}

/** Why they can't be there together: two of them on one path, or one below a file or link. */
function clash(wishes: readonly Wish[]): string | undefined {
  const leaves = new Set<string>();
  for (const { path, isFolder } of wishes) {
    if (!isFolder && leaves.has(path)) return `${path} is there twice, as a file and as a link`;
    if (!isFolder) leaves.add(path);
  }
  for (const { path, isFolder } of wishes) {
    if (isFolder && leaves.has(path)) return `${path} is a directory, and a file or link besides`;
    for (let up = dirname(path); up !== '/'; up = dirname(up))
      if (leaves.has(up)) return `${path} lies below another file or link of the document`;
  }
  return undefined;
}

/** Why the links can't be made; undefined where they can. */
function linkObstacle(folder: string, links: MachineTree['links']): string | undefined {
  const targets = targetsOf(links);
  const isForeign = (path: string): boolean => kindOf(join(folder, path)) === 'link';
  for (const { path, target, hard } of links) {
    if (hard) return `${path} is a hard link, which can't be made outside of the machine`;
    if (target === '' || target.includes('\0') || target.length > 3000)
      return `the link ${path} has a target that is no path`;
    if (leadsOut(path, targets, isForeign)) return `the link ${path} leads out of the folder`;
  }
  return undefined;
}

/**
 * Writes a tree's files and links below a folder and nowhere else: all of them, or none where one can't be. Modes are
 * kept without setuid and its like; what is secret, or too large to be looked at, is closed to others whatever its mode.
 */
export function extractTree({ files, directories, links }: MachineTree, into: string, force: boolean): Extracted {
  const folder = resolve(into);
  const wishOf =
    (isFolder: boolean) =>
    ({ path }: { readonly path: string }): Wish => ({
      path,
      place: join(folder, path),
      isFolder,
    });
  const folders = directories.filter(({ path }) => path !== '/');
  const wishes = [...[...files, ...links].map(wishOf(false)), ...folders.map(wishOf(true))];
  const known = new Map<string, string | undefined>();
  const first = (found: string | undefined, wish: Wish): string | undefined =>
    found ?? obstacleAt(folder, wish, force, known);
  const mistake = wishes.reduce(first, undefined) ?? clash(wishes) ?? linkObstacle(folder, links);
  if (mistake !== undefined) return { mistake };
  const staging = stageExtract(folder);
  try {
    const placeOf = (path: string): string => join(staging.folder, path);
    for (const { path } of folders) mkdirSync(placeOf(path), { recursive: true });
    const look = fullLook();
    for (const file of files) {
      const place = placeOf(file.path);
      mkdirSync(dirname(place), { recursive: true });
      const mode = file.mode & (isShut(file, look) ? 0o700 : 0o777);
      writeFileSync(place, file.content, { mode, flag: 'wx' });
      chmodSync(place, mode);
    }
    for (const link of links) {
      mkdirSync(dirname(placeOf(link.path)), { recursive: true });
      symlinkSync(targetWithin(link), placeOf(link.path));
    }
    const leaves = [...files, ...links].map(({ path }) => path);
    staging.commit(
      leaves,
      folders.map(({ path }) => path),
    );
    return { written: leaves.length };
  } finally {
    staging.discard();
  }
}

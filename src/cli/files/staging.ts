import {
  closeSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { placeBelow, placeToWrite, refuseLink } from './place-below.js';

/** What a file gets; pieces are written one after the other, so that nobody holds all of them. */
type Content = string | Uint8Array | Generator<string>;

/** Files on their way into a folder: written beside their places, and moved there when all of them are fine. */
export interface Staging {
  readonly write: (file: string, content: Content, mode: number) => void;
  /** Takes away, at the end, a file that is no longer wanted. */
  readonly remove: (file: string) => void;
  /** Finds the place of every file; throws UnsafePlaceError where one would be reached through a link. Nothing has moved yet. */
  readonly settle: () => void;
  readonly commit: () => void;
  /** Takes away whatever has not been moved. */
  readonly discard: () => void;
}

const prefix = '.bootwright-';

/** A render ends within seconds: what is older than this belongs to one that was killed. */
const abandonedAfterMs = 60 * 60_000;

/**
 * Opens a folder for writing. The files wait in a folder within it that is closed to others: on the same disk, so that
 * moving them is one step each; gone with one step, if it comes to that. What a killed render left there, keys among it,
 * is taken away.
 */
export function openStaging(folder: string, now: Date): Staging {
  refuseLink(folder);
  const firstMade = mkdirSync(folder, { recursive: true });
  removeAbandoned(folder, now);
  const waiting = mkdtempSync(join(folder, prefix));
  const staged: string[] = [];
  const unwanted: string[] = [];
  let committed = false;
  const placeOf = (index: number) => join(waiting, String(index));
  return {
    write: (file, content, mode) => {
      writeNew(placeOf(staged.length), content, mode);
      staged.push(file);
    },
    remove: (file) => unwanted.push(file),
    settle: () => {
      for (const file of staged) placeToWrite(folder, file);
      for (const file of unwanted) placeBelow(folder, file);
    },
    commit: () => {
      committed = true;
      for (const [index, file] of staged.entries()) {
        const target = placeToWrite(folder, file);
        if (file.includes('/')) mkdirSync(dirname(target), { recursive: true });
        renameSync(placeOf(index), target);
      }
      for (const file of unwanted) {
        const place = placeBelow(folder, file);
        removeFile(place);
        if (file.includes('/') && lstatSync(dirname(place), { throwIfNoEntry: false })?.isDirectory())
          removeEmpty(dirname(place), join(resolve(folder), dirname(file)));
      }
    },
    discard: () => {
      rmSync(waiting, { recursive: true, force: true });
      if (!committed && firstMade !== undefined) removeEmpty(folder, resolve(firstMade));
    },
  };
}

function writeNew(path: string, content: Content, mode: number): void {
  const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  const file = openSync(path, 'wx', mode);
  try {
    for (const piece of pieces) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

function removeAbandoned(folder: string, now: Date): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    const age = now.getTime() - (lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime());
    if (age > abandonedAfterMs) rmSync(path, { recursive: true, force: true });
  }
}

/** Takes away a file or a link. A folder in its place is somebody's own. */
function removeFile(path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat && !stat.isDirectory()) unlinkSync(path);
}

/** Takes away the folders that were made for nothing, from the innermost to the first, as far as they are empty. */
function removeEmpty(innermost: string, first: string): void {
  for (let path = resolve(innermost); path.startsWith(first) && readdirSync(path).length === 0; path = dirname(path)) {
    rmdirSync(path);
  }
}

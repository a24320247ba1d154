import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isThere } from '../files/is-there.js';

/** What a whole tree is written into before anything of it stands in its folder. */
export interface ExtractStaging {
  readonly folder: string;
  /** Moves it to its place: as a whole where there is no such folder, else entry by entry. */
  readonly commit: (places: readonly string[], folders: readonly string[]) => void;
  /** Takes away what has not been moved. */
  readonly discard: () => void;
}

/** The first folder on the way to one that is not there yet; undefined where it is. */
function firstMissing(path: string): string | undefined {
  if (isThere(path)) return undefined;
  return firstMissing(dirname(path)) ?? path;
}

/** Takes away the folders that were made for nothing, from the innermost to the first, as far as they are empty. */
function removeEmpty(innermost: string, first: string): void {
  for (let path = innermost; path.startsWith(first) && readdirSync(path).length === 0; path = dirname(path))
    rmdirSync(path);
}

/** Steps that are taken back, the last one first, where a later one fails. */
function undoable(): { readonly step: (act: () => void, undo: () => void) => void; readonly undo: () => void } {
  const undos: (() => void)[] = [];
  return {
    step: (act, undo) => {
      act();
      undos.push(undo);
    },
    undo: () => {
      for (const each of undos.reverse()) each();
    },
  };
}

/** Opens a folder beside the one that is to be written, on the same disk and closed to others. */
export function stageExtract(into: string): ExtractStaging {
  const made = firstMissing(dirname(into));
  mkdirSync(dirname(into), { recursive: true });
  const isNew = !isThere(into);
  // Within a folder that is there: beside it the user may not be allowed to write, or it is another disk.
  const waiting = mkdtempSync(join(isNew ? dirname(into) : into, '.bootwright-'));
  const folder = join(waiting, basename(into));
  mkdirSync(folder);
  let done = false;

  /** Puts each entry in its place; what was there waits until all of them are. */
  function moveEach(places: readonly string[], folders: readonly string[]): void {
    const { step, undo } = undoable();
    const makeFolder = (path: string): void => {
      for (let first = firstMissing(path); first !== undefined; first = firstMissing(path)) {
        const missing = first;
        step(
          () => mkdirSync(missing),
          () => rmdirSync(missing),
        );
      }
    };
    try {
      for (const path of folders) makeFolder(join(into, path));
      for (const [index, path] of places.entries()) {
        const [from, to, old] = [join(folder, path), join(into, path), join(waiting, `old-${index}`)];
        makeFolder(dirname(to));
        if (isThere(to))
          step(
            () => renameSync(to, old),
            () => renameSync(old, to),
          );
        step(
          () => renameSync(from, to),
          () => renameSync(to, from),
        );
      }
    } catch (error) {
      undo();
      throw error;
    }
  }

  return {
    folder,
    commit: (places, folders) => {
      if (isNew) {
        chmodSync(folder, 0o777 & ~process.umask());
        renameSync(folder, into);
      } else moveEach(places, folders);
      done = true;
    },
    discard: () => {
      rmSync(waiting, { recursive: true, force: true });
      if (!done && made !== undefined) removeEmpty(dirname(into), made);
    },
  };
}

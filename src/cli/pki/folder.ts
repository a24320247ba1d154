import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KeyPairPem } from '../../pki/authority.js';
import type { PkiLookup } from '../../pki/pair.js';
import type { PairFiles } from '../../pki/request.js';
import { placeToWrite } from '../files/place-below.js';

/** A file's text, or undefined where there is none; bytes that are no text come whole as `latin1`. */
export function readIfThere(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): string | undefined {
  try {
    return readFileSync(path, encoding);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** The files of a folder of keys, by their names within it. */
export function lookupIn(folder: string): PkiLookup {
  return (file) => readIfThere(join(folder, file));
}

/** Whom a file of the folder is open to, as permission bits; undefined where the system has none, or there is no file. */
export function modesIn(folder: string): (file: string) => number | undefined {
  if (process.platform === 'win32') return () => undefined;
  return (file) => {
    const mode = statSync(join(folder, file), { throwIfNoEntry: false })?.mode;
    return mode === undefined ? undefined : mode & 0o7777;
  };
}

/** Makes the folder if it is missing, closed to others. */
export function makePkiFolder(folder: string): { readonly made: boolean } {
  if (existsSync(folder)) return { made: false };
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  return { made: true };
}

/** Saves a key and its certificate: both are written beside their places first, and the key takes its place first. */
export function savePair(folder: string, files: PairFiles, pair: KeyPairPem): void {
  const parts = [
    { path: placeToWrite(folder, files.key), text: pair.key, mode: 0o600 },
    { path: placeToWrite(folder, files.certificate), text: pair.certificate, mode: 0o644 },
  ].map((part) => ({ ...part, temporary: `${part.path}.${process.pid}.tmp` }));
  mkdirSync(dirname(placeToWrite(folder, files.key)), { recursive: true, mode: 0o700 });
  try {
    for (const { temporary, text, mode } of parts) writeFileSync(temporary, text, { mode, flag: 'wx' });
    for (const { temporary, path } of parts) renameSync(temporary, path);
  } catch (error) {
    for (const { temporary } of parts) rmSync(temporary, { force: true });
    throw error;
  }
}

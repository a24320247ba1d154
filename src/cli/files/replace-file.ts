import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file beside its place and moves it there: a link in that place is replaced, and what it leads to stays. */
export function replaceFile(path: string, text: string, mode = 0o666): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { mode, flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

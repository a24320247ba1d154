import { readFileSync } from 'node:fs';

/** The bytes of a file that the user named; `-` is standard input. */
export function readGivenFile(path: string): Buffer {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    // Of a folder Node.js says only that it is one, and not which.
    throw Object.assign(error as NodeJS.ErrnoException, { path: (error as NodeJS.ErrnoException).path ?? path });
  }
}

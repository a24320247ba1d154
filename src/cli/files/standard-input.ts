import { readSync } from 'node:fs';

/** Standard input as text; undefined where it has more than so many bytes: no more is read then. */
export function readStandardInput(mostBytes: number): string | undefined {
  const parts: Uint8Array[] = [];
  for (let total = 0; ; ) {
    const part = new Uint8Array(64 * 1024);
    const count = readPart(part);
    if (count === 0) return Buffer.concat(parts).toString('utf8');
    total += count;
    if (total > mostBytes) return undefined;
    parts.push(part.subarray(0, count));
  }
}

function readPart(part: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, part);
    } catch (error) {
      // A pipe that was opened as non-blocking has nothing yet: wait until its writer has caught up.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

import { createHash } from 'node:crypto';

/**
 * What the bundler puts in place of the library's SHA-256 in the command: the same digest by the platform's own code,
 * since a process that renders one worker ends before JavaScript's would be compiled (8 ms, against 3).
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

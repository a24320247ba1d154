import { digests } from '../generated/digests.js';

/**
 * What follows `start` in the one line of the table that begins with it; undefined where none does. The table is
 * searched, never parsed. The command searches the same lines in a file: `src/cli/bundle/native-digest-lines.ts`.
 */
export function restOfLine(start: string): string | undefined {
  const at = digests.indexOf(`\n${start}`);
  if (at < 0) return undefined;
  const from = at + 1 + start.length;
  return digests.slice(from, digests.indexOf('\n', from));
}

/** The whole table, for a message that names what is in it. */
export function allLines(): string {
  return digests;
}

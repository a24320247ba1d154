import { readFileSync } from 'node:fs';

/*
 * What the bundler puts in place of the library's table of digests in the command: the same lines, in a file beside the
 * program. Half a megabyte of text in a module costs its reader 2 ms at each start, in a file a third of one.
 */

let lines: Buffer | undefined;

function table(): Buffer {
  lines ??= readFileSync(new URL('digests.txt', import.meta.url));
  return lines;
}

export function restOfLine(start: string): string | undefined {
  const at = table().indexOf(`\n${start}`, 0, 'latin1');
  if (at < 0) return undefined;
  const from = at + 1 + start.length;
  return table().toString('latin1', from, table().indexOf('\n', from, 'latin1'));
}

export function allLines(): string {
  return table().toString('latin1');
}

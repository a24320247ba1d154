import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from './places.js';
import type { TableName } from './table.js';

/** What each row took when it passed last and somebody asked to keep it (`--record`): table, row, seconds, day. */
const file = join(sources, 'seconds.tsv');

const readLines = (): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

/** Seconds by row of a table. */
export function secondsOf(table: TableName): ReadonlyMap<string, number> {
  const fields = readLines().map((line) => line.split('\t'));
  return new Map(fields.filter(([of]) => of === table).map(([, row = '', seconds]) => [row, Number(seconds)]));
}

/** Keeps what a row took, in place of what it took before. */
export function recordSeconds(table: TableName, row: string, seconds: number, today: Date): void {
  const start = `${table}\t${row}\t`;
  const line = `${start}${seconds.toFixed(0)}\t${today.toISOString().slice(0, 10)}`;
  const lines = readLines();
  const at = lines.findIndex((each) => each.startsWith(start));
  writeFileSync(file, `${(at < 0 ? [...lines, line] : lines.with(at, line)).join('\n')}\n`);
}

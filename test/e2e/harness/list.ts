import { secondsOf } from './seconds.js';
import type { Row, TableName } from './table.js';

/** Prints rows: name, guest, what it took last, what it proves. */
export function listRows(table: TableName, rows: readonly Row[], skipped: readonly Row[] = []): void {
  const seconds = secondsOf(table);
  const took = (name: string): string => {
    const known = seconds.get(name);
    return known === undefined ? '' : `${known} s`;
  };
  const width = Math.max(...[...rows, ...skipped].map(({ name }) => name.length));
  const line = ({ name, guest = '', what }: Row, time: string): string =>
    `${name.padEnd(width)}  ${guest.padEnd(8)}  ${time.padStart(7)}  ${what}`;
  for (const row of rows) console.log(line(row, took(row.name)));
  for (const row of skipped) console.log(line(row, 'skipped'));
}

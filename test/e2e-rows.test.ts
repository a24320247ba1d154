import { describe, expect, it } from 'vitest';
import { secondsOf } from './e2e/harness/seconds.js';
import { tableNames } from './e2e/harness/table.js';
import { tables } from './e2e/registry.js';

describe('the rows that real machines run', () => {
  it.each(tableNames)('%s: no two have one name, and each says what it proves', (table) => {
    const rows = [...tables[table].rows, ...(tables[table].skipped ?? [])];
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    expect(rows.filter(({ what }) => what.split(' ').length < 3)).toEqual([]);
  });

  it.each(tableNames)('%s: what is kept of past runs is of rows that are there', (table) => {
    const names = tables[table].rows.map(({ name }) => name);
    expect([...secondsOf(table).keys()].filter((name) => !names.includes(name))).toEqual([]);
  });
});

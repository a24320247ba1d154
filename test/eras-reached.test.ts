import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Era } from '../src/eras/lookup.js';
import { readCluster } from '../src/index.js';
import { codes } from '../src/spec/codes.js';
import { boundaries, sweep } from './era-cases.js';
import { eraTables } from './era-tables.js';

const reached = vi.hoisted(() => new Set<unknown>());

// The look-up itself, with a note of the row that it came to.
vi.mock('../src/eras/lookup.js', async (original) => {
  const { eraAt, ...others } = await original<typeof import('../src/eras/lookup.js')>();
  const noted: typeof eraAt = (table, version) => {
    const rows = table.map((row) => ({ ...row, value: row })) as [Era<(typeof table)[0]>];
    const row = eraAt(rows, version);
    reached.add(row);
    return row.value;
  };
  return { ...others, eraAt: noted };
});

const specs = (folder: string): string[] =>
  readdirSync(folder)
    .map((name) => join(folder, name, 'cluster.yaml'))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'));

it.each(sweep)('$name gets the error $refused', ({ text, refused }) => {
  const errors = readCluster(text).diagnostics.filter(({ code }) => codes[code].severity === 'error');
  expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(refused === null ? [] : [refused]));
});

describe('era tables', () => {
  const sides = boundaries.flatMap((boundary) => boundary.sides.map(({ text }) => text));
  const steps = sweep.map(({ text }) => text);
  for (const text of [...specs('fixtures'), ...specs(join('fixtures', 'invalid')), ...sides, ...steps])
    readCluster(text);

  it('are found', () => expect(eraTables.size).toBeGreaterThan(60));

  it.each([...eraTables])('each row of %s is reached by a fixture', (_, rows) => {
    const never = rows.filter((row) => !reached.has(row)).map(({ since }) => since);
    expect(never).toEqual([]);
  });
});

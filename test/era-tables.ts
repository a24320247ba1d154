import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Era } from '../src/eras/lookup.js';

export type EraTable = readonly [Era<unknown>, ...Era<unknown>[]];

const isTable = (value: unknown): value is EraTable =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((row) => typeof Object(row).since === 'string' && 'value' in Object(row) && 'source' in Object(row));

function tablesIn(value: unknown, name: string): [string, EraTable][] {
  if (isTable(value)) return [[name, value]];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, below]) => tablesIn(below, `${name}.${key}`));
}

/** Every table of src/eras that is read with eraAt, wherever it stands, by the name that it is exported as. */
export const eraTables: ReadonlyMap<string, EraTable> = new Map(
  (
    await Promise.all(
      readdirSync(join('src', 'eras'))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .sort()
        .map(async (file): Promise<[string, EraTable][]> => {
          const module = await import(`../src/eras/${file.replace('.ts', '.js')}`);
          return Object.entries(module).flatMap(([name, value]) => tablesIn(value, name));
        }),
    )
  ).flat(),
);

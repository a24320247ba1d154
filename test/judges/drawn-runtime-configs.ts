import fc from 'fast-check';
import { type HeldKeys, holdingAt } from '../../src/eras/runtime-keys.js';
import type { DrawnConfig } from './drawn-configs.js';
import { containerdValues } from './drawn-containerd-values.js';
import { crioValues } from './drawn-crio-values.js';
import { ofKind } from './drawn-runtime-values.js';

/** A table of a runtime's configuration: the steps to it, its keys, and how often it is drawn from. */
export interface DrawnTable {
  readonly steps: readonly string[];
  readonly keys: HeldKeys;
  readonly weight: number;
}

/** The two have some keys alike. */
const ofKey = { ...containerdValues, ...crioValues };

const names: Readonly<Record<string, readonly string[]>> = {
  runtimes: ['runc', 'crun', 'kata', 'untrusted'],
  configs: ['registry.example.com', 'docker.io'],
  stream_processors: ['x.tar.gz'],
  runtime_platforms: ['kata'],
};

function drawnValue(key: string, table: string, holds: string): fc.Arbitrary<unknown> {
  const steps = key.split('.');
  const last = steps.at(-1) ?? '';
  const own = ofKey[`${table}.${last}`] ?? ofKey[steps.slice(-2).join('.')] ?? ofKey[last];
  return own === undefined
    ? ofKind(holds)
    : fc.oneof({ weight: 24, arbitrary: own }, { weight: 1, arbitrary: ofKind(holds) });
}

function placed(steps: readonly string[], value: unknown): DrawnConfig {
  return steps.reduceRight<unknown>((below, step) => ({ [step]: below }), value) as DrawnConfig;
}

const isTree = (value: unknown): value is DrawnConfig =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(one: DrawnConfig, other: DrawnConfig): DrawnConfig {
  const both = Object.entries(other).map(([key, value]) => {
    const here = one[key];
    return [key, isTree(here) && isTree(value) ? merged(here, value) : value];
  });
  return { ...one, ...Object.fromEntries(both) };
}

/** One key of a table with a value that is good or nearly so; nothing where the release has none. */
function oneKey(table: DrawnTable, version: string, left: RegExp): fc.Arbitrary<DrawnConfig> | undefined {
  const known = [...table.keys.keys()].flatMap((key) => {
    const holds = holdingAt(table.keys, key, version);
    return holds === undefined || left.test([...table.steps, key].join('.')) ? [] : [[key, holds] as const];
  });
  if (known.length === 0) return undefined;
  return fc.constantFrom(...known).chain(([key, holds]) => {
    const pools = key
      .split('.')
      .map((step, index, all) => (step === '*' ? (names[all[index - 1] ?? ''] ?? ['a']) : [step]));
    const short = (table.steps.at(-1) ?? '').split('.').at(-1) ?? '';
    return fc
      .tuple(fc.tuple(...pools.map((pool) => fc.constantFrom(...pool))), drawnValue(key, short, holds))
      .map(([steps, value]) => placed([...table.steps, ...steps], value));
  });
}

/** A few keys of a runtime's configuration, their values good or nearly so; none of `left`, by their whole paths. */
export function drawnRuntimeConfig(
  tables: readonly DrawnTable[],
  version: string,
  left: RegExp,
): fc.Arbitrary<DrawnConfig> {
  const drawn = tables.flatMap((table) => {
    const arbitrary = oneKey(table, version, left);
    return arbitrary === undefined ? [] : [{ weight: table.weight, arbitrary }];
  });
  const one = fc.oneof(...drawn);
  return fc.array(one, { minLength: 1, maxLength: 4 }).map((all) => all.reduce(merged));
}

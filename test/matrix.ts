import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { providerNames, systemNames } from '../src/generated/names.js';
import { clusterText, over, type Tree } from './spec-tree.js';

interface Axis {
  readonly pace: readonly [number, number, number];
  readonly values: Readonly<Record<string, Tree>>;
  /** Values that providers do not take. */
  readonly not?: Readonly<Record<string, readonly string[]>>;
}

interface Group {
  readonly systems: Readonly<Record<string, Tree>>;
  readonly without?: readonly string[];
  /** How many providers lie between two that a system is with; each system begins one further on. Without it: none. */
  readonly every?: number;
  readonly axes: Readonly<Record<string, Axis>>;
}

/** Providers are those of the schema, in its order. */
interface Table {
  readonly base: Tree;
  readonly axes: Readonly<Record<string, Axis>>;
  readonly groups: readonly Group[];
}

const table: Table = parse(readFileSync('fixtures/matrix/table.yaml', 'utf8'));

/** One machine of the matrix: its values by their axes, provider and system among them, and the spec's text. */
export interface MatrixRow {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Machines whose systems have the same choices, all values of each axis, and the pairs that cannot meet. */
export interface MatrixGroup {
  readonly rows: readonly MatrixRow[];
  readonly axes: Readonly<Record<string, readonly string[]>>;
  readonly never: readonly string[];
}

/** The value that a machine has on an axis, and what it adds to the spec. */
function chosenOf({ pace, values, not = {} }: Axis, provider: number, system: number): [string, Tree] {
  const taken = Object.entries(values).filter(([value]) => !not[value]?.includes(providerNames[provider] ?? ''));
  const step = pace[0] * provider + pace[1] * system + pace[2] * Math.floor(provider / 3);
  return taken[step % taken.length] as [string, Tree];
}

function rowOf(provider: number, system: number, systems: Group['systems'], axes: Table['axes']): MatrixRow {
  const name = providerNames[provider] as string;
  const [os, ofSystem] = Object.entries(systems)[system] as [string, Tree];
  const chosen = Object.entries(axes).map(([axis, each]) => [axis, chosenOf(each, provider, system)] as const);
  const parts = [ofSystem, { target: { provider: name, os } }, ...chosen.map(([, [, tree]]) => tree)];
  return {
    name: `${name}-${os}`,
    values: { provider: name, system: os, ...Object.fromEntries(chosen.map(([axis, [value]]) => [axis, value])) },
    text: clusterText('matrix', parts.reduce(over, table.base)),
  };
}

export const matrix: readonly MatrixGroup[] = table.groups.map(({ systems, without = [], every = 1, axes: own }) => {
  const axes = { ...table.axes, ...own };
  const rows = providerNames.flatMap((provider, p) =>
    without.includes(provider)
      ? []
      : Object.keys(systems).flatMap((_, s) => (p % every === s % every ? [rowOf(p, s, systems, axes)] : [])),
  );
  const values = Object.entries(axes).map(([axis, { values }]) => [axis, Object.keys(values)] as const);
  const provider = providerNames.filter((name) => !without.includes(name));
  const never = Object.values(axes).flatMap(({ not = {} }) =>
    Object.entries(not).flatMap(([value, those]) => those.map((name) => `${name} ${value}`)),
  );
  return { rows, never, axes: { provider, system: Object.keys(systems), ...Object.fromEntries(values) } };
});

/** Systems that no group has, and names in the table that the schema does not know. */
export const unplacedSystems: readonly string[] = systemNames.filter(
  (name) => !table.groups.some(({ systems }) => Object.hasOwn(systems, name)),
);
const named = table.groups.flatMap(({ systems, without = [], axes }) => [
  ...Object.keys(systems),
  ...without,
  ...Object.values(axes).flatMap(({ not = {} }) => Object.values(not).flat()),
]);
export const strangeNames: readonly string[] = named.filter(
  (name) => ![...systemNames, ...providerNames].some((known) => known === name),
);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { clusterText, over, type Tree } from './spec-tree.js';

/** What must be found on one side of a boundary: a value by its place, null for what must not be there. */
export type Expected = Readonly<Record<string, unknown>>;

/** Two releases that follow each other, and what changes between them. */
export interface Boundary {
  readonly name: string;
  readonly sides: readonly { readonly release: string; readonly text: string; readonly expected: Expected }[];
}

/** Specs that reach rows of the tables that no boundary does. */
export interface SweepStep {
  readonly name: string;
  readonly text: string;
  /** The code of the error that it gets; null: none. */
  readonly refused: string | null;
}

interface Cases {
  readonly base: Tree;
  readonly boundaries: Readonly<Record<string, { release: string; spec?: Tree } & Tree>>;
  readonly sweeps: readonly { release: string; spec?: Tree; releases: readonly unknown[]; refused?: string }[];
}

const cases: Cases = parse(readFileSync(join('fixtures', 'eras', 'cases.yaml'), 'utf8'));

/** The text of the base spec with more laid over it, and a release at its place. */
function specOf(more: Tree | undefined, place: string, release: unknown): string {
  const at = place.split('.').reduceRight<unknown>((value, key) => ({ [key]: value }), release) as Tree;
  return clusterText('eras', over(over(cases.base, more ?? {}), at));
}

export const boundaries: readonly Boundary[] = Object.entries(cases.boundaries).map(
  ([name, { release: place, spec, ...sides }]) => ({
    name,
    sides: Object.entries(sides).map(([release, expected]) => ({
      release,
      text: specOf(spec, place, release),
      expected: expected as Expected,
    })),
  }),
);

export const sweep: readonly SweepStep[] = cases.sweeps.flatMap(({ release: place, spec, releases, refused = null }) =>
  releases.map((release) => ({
    name: `${place} ${JSON.stringify(release)} beside ${JSON.stringify(spec ?? {})}`,
    refused,
    text: specOf(spec, place, release),
  })),
);

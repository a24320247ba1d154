import type { Difference, TreeChange } from './tree-change.js';

/** Pairs entries of both sides by their keys, in the order of these. */
export function compareBy<T>(
  what: TreeChange['what'],
  sides: readonly [readonly T[], readonly T[]],
  keyOf: (entry: T) => string,
  describe: (entry: T) => string[],
  differ: (before: T, after: T) => Difference | undefined,
): TreeChange[] {
  const [old, now] = sides.map((entries) => new Map(entries.map((entry) => [keyOf(entry), entry]))) as [
    Map<string, T>,
    Map<string, T>,
  ];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.flatMap((name): TreeChange[] => {
    const [before, after] = [old.get(name), now.get(name)];
    if (before === undefined)
      return after === undefined ? [] : [{ what, name, change: 'added', details: describe(after) }];
    if (after === undefined) return [{ what, name, change: 'removed', details: describe(before) }];
    const found = differ(before, after);
    return found ? [{ what, name, change: 'changed', ...found }] : [];
  });
}

export const differenceOf = (details: string[]): Difference | undefined =>
  details.length > 0 ? { details } : undefined;

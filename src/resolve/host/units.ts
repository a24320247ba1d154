import type { FullSpec } from '../full-spec.js';
import type { ResolvedUnits } from '../resolved/resolved.js';

const linesOf = (value: string | string[] | null): readonly string[] =>
  value === null ? [] : typeof value === 'string' ? [value] : value;

const entriesOf = <T>(mapping: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1));

/** Each setting as the lines that it gets, in an order of our own: none where it is taken away. */
export function resolveUnits({ units }: FullSpec): ResolvedUnits {
  return entriesOf(units).map(([name, sections]) => ({
    name,
    settings: entriesOf(sections).flatMap(([section, settings]) =>
      entriesOf(settings).map(([setting, value]) => ({ section, setting, values: linesOf(value) })),
    ),
  }));
}

import type { Span } from './lookup.js';

/**
 * The releases of a program that have each key or flag, by its name or dotted path; `*` stands for any name. What lies
 * below a key of which nothing is listed is free.
 */
export type KeyEras = Readonly<Record<string, Span>>;

/** A table of a configuration file whose keys are known. */
export interface KeySection {
  readonly at: readonly string[];
  readonly keys: KeyEras;
}

/** One line of a table in data/: a name, and the first and the last end of the releases that have it, where it has them. */
function keyEra(line: string): [name: string, era: Span] {
  const [name = '', since = '', until = ''] = line.split('\t');
  return [name, { ...(since === '' ? {} : { since }), ...(until === '' ? {} : { until }) }];
}

/** The names of a table's text, in its order. */
export function keyEras(text: string): KeyEras {
  return Object.fromEntries(text.split('\n').map(keyEra));
}

/** The same of a text of several tables, each line of which begins with its table's name. */
export function keyErasByTable(text: string): (table: string) => KeyEras {
  const tables = new Map<string, Record<string, Span>>();
  for (const line of text.split('\n')) {
    const cut = line.indexOf('\t');
    const [table, [name, era]] = [line.slice(0, cut), keyEra(line.slice(cut + 1))];
    const keys = tables.get(table) ?? {};
    keys[name] = era;
    tables.set(table, keys);
  }
  return (table) => {
    const keys = tables.get(table);
    if (keys === undefined) throw new TypeError(`no table is called ${table}`);
    return keys;
  };
}

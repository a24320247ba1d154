import type { KeyEras, KeySection } from '../../eras/key-eras.js';
import type { Span } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import { isMapping, type Mapping, valueBelow } from '../../spec/mapping.js';
import { pathText } from '../../spec/path-text.js';
import { suggestionFor } from '../../spec/suggestion.js';
import { eraProblems } from './setting-era.js';

/** A program with the tables that its configuration has. */
export interface KnownProgram {
  readonly program: string;
  readonly version: string;
  readonly sections: readonly KeySection[];
  /** Keys that have another name elsewhere. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Tables of the file's top that have become plugins. */
  readonly moved: Readonly<Record<string, string>>;
  /** Keys of such a table that stand in another plugin than the rest, or under another name: the steps to them. */
  readonly movedKeys?: Readonly<Record<string, readonly string[]>>;
  /** What the file is called where keys have moved, such as `format 4 of config.toml`. */
  readonly file?: string;
}

/** Where the spec holds what is laid over the program's configuration. */
export const configOrigin: SpecPath = ['spec', 'runtime', 'config'];

/** The key of the table that a step leads to; `*` where any name may stand, undefined where nothing is known. */
function stepInto(keys: KeyEras, above: string, step: string): string | undefined {
  const [named, any] = above === '' ? [step, '*'] : [`${above}.${step}`, `${above}.*`];
  if (Object.hasOwn(keys, named)) return named;
  return hasBelow(keys, any) ? any : undefined;
}

function hasBelow(keys: KeyEras, path: string): boolean {
  return Object.keys(keys).some((key) => key.startsWith(`${path}.`));
}

/** Where a key stands in this program's configuration, or those below it; undefined for nowhere. */
function placesOf(known: KnownProgram, key: string, value: unknown): string | undefined {
  const below = isMapping(value) ? Object.keys(value).map((step) => `${key}.${step}`) : [];
  const moved = (known.movedKeys === undefined ? [] : below).flatMap((each) => {
    const steps = known.movedKeys?.[each];
    return steps ? [pathText(steps)] : (elsewhere(known, each) ?? []);
  });
  return moved.length > 0 ? [...new Set(moved)].join(', ') : elsewhere(known, key);
}

/** Where a key of this name stands in this program's configuration, if anywhere. */
function elsewhere({ sections, renamed, moved }: KnownProgram, key: string): string | undefined {
  const [table = '', ...below] = key.split('.');
  const plugin = Object.hasOwn(moved, table) ? sections.find(({ at }) => at[1] === moved[table]) : undefined;
  if (plugin && (below.length === 0 || Object.hasOwn(plugin.keys, below.join('.')))) {
    return [pathText(plugin.at), ...below].join('.');
  }
  const name = Object.hasOwn(renamed, key) ? (renamed[key] as string) : key;
  // Of what is free below a key, only the key itself is in the table.
  const listed = name === key ? name : name.replace(/\.\w+$/, '');
  const section = sections.find(({ keys }) => Object.hasOwn(keys, listed));
  return section && [pathText(section.at), name].filter((part) => part !== '').join('.');
}

function unknownKey(
  known: KnownProgram,
  { keys }: KeySection,
  above: string,
  path: SpecPath,
  value: unknown,
): Diagnostic {
  const name = String(path.at(-1));
  const dotted = above === '' ? name : `${above}.${name}`;
  const siblings = Object.keys(keys)
    .filter((key) => key.startsWith(above === '' ? '' : `${above}.`))
    .map((key) => key.slice(above === '' ? 0 : above.length + 1))
    .filter((key) => !key.includes('.'));
  const moved = placesOf(known, dotted, value);
  const suggestion = moved === undefined ? suggestionFor(name, siblings) : undefined;
  return unknownSetting(known, `key ${pathText(path)}`, path, { elsewhere: moved, suggestion });
}

/** A setting that the program does not have, and what it has instead. */
function unknownSetting(
  { program, version, file = 'the file' }: KnownProgram,
  setting: string,
  path: SpecPath,
  advice: Readonly<Record<'elsewhere' | 'suggestion', string | undefined>>,
): Diagnostic {
  return diagnose(
    'runtime-setting-unknown',
    [...configOrigin, ...path],
    { program, version, setting, ...advice, file: advice.elsewhere && file },
    'key',
  );
}

/** A whole table that the program does not have: its name, and where its first key stands. */
export function unknownTable(known: KnownProgram, table: unknown, path: SpecPath): Diagnostic {
  const [key] = isMapping(table) ? Object.keys(table) : [];
  const where = key === undefined ? undefined : elsewhere(known, key);
  return unknownSetting(known, `table ${pathText(path)}`, path, { elsewhere: where, suggestion: undefined });
}

/** Whether this program has the key, by the release that brought or dropped it. */
function keyProblems({ program, version }: KnownProgram, era: Span | undefined, path: SpecPath): Diagnostic[] {
  if (era === undefined) return [];
  const args = { program, version, setting: `key ${pathText(path)}` };
  return eraProblems(args, [...configOrigin, ...path], era);
}

/** The keys of one table, and of those below it: nothing is said of what lies below a mistake. */
export function tableProblems(
  known: KnownProgram,
  section: KeySection,
  tree: Mapping,
  above = '',
  at: SpecPath = section.at,
): Diagnostic[] {
  return Object.entries(tree).flatMap(([step, value]): Diagnostic[] => {
    const path = [...at, step];
    const key = stepInto(section.keys, above, step);
    if (key === undefined) return [unknownKey(known, section, above, path, value)];
    const ofEra = keyProblems(known, section.keys[key], path);
    if (ofEra.length > 0 || !isMapping(value) || !hasBelow(section.keys, key)) return ofEra;
    return tableProblems(known, section, value, key, path);
  });
}

/** Values that another part of the spec decides, and that other files of the node repeat. */
export function ownedSettings(
  config: Mapping,
  kind: string,
  owners: readonly (readonly [place: readonly string[], source: string])[],
): Diagnostic[] {
  return owners.flatMap(([path, source]) => {
    const value = valueBelow(config, path);
    if (value === undefined || value === null) return [];
    return [diagnose('config-field-owned', [...configOrigin, ...path], { field: pathText(path), kind, source }, 'key')];
  });
}

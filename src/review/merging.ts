import { Unreadable } from './tree.js';
import { isMapping } from './yaml-1.1.js';

/** One merger of cloud-init's and its settings: `list(append)`. */
export interface Merger {
  readonly name: string;
  readonly settings: readonly string[];
}

/** How cloud-init merges parts that say nothing. Source: canonical/cloud-init, cloudinit/handlers/cloud_config.py. */
const usual: readonly Merger[] = [
  { name: 'dict', settings: ['replace'] },
  { name: 'list', settings: [] },
  { name: 'str', settings: [] },
];

function mergersOfText(text: string): Merger[] {
  return text
    .split('+')
    .map((each) => each.trim().toLowerCase().replaceAll('-', '_'))
    .filter((each) => each !== '')
    .map((each) => {
      const [, name = '', settings = ''] = /^([a-z_][a-z0-9_]*)\((.*?)\)$/.exec(each) ?? [];
      if (name === '') throw new Unreadable(`"${each}" says in no way that cloud-init knows how parts are merged`);
      return {
        name,
        settings: settings
          .split(',')
          .map((setting) => setting.trim())
          .filter((setting) => setting !== ''),
      };
    });
}

function mergersOfValue(value: unknown): Merger[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return mergersOfText(value);
  if (!Array.isArray(value)) throw new Unreadable('merge_how is neither text nor a list');
  return value.map((each) => {
    const [name, settings] = isMapping(each) ? [each.name, each.settings] : namedBy(each);
    return { name: String(name).replaceAll('-', '_').trim(), settings: [settings ?? []].flat().map(String) };
  });
}

function namedBy(value: unknown): [unknown, unknown] {
  if (!Array.isArray(value)) throw new Unreadable('an entry of merge_how is neither a mapping nor a list');
  return [value[0], value.slice(1)];
}

/** A part without its merging keys, and how it wants to be merged: its own words first, then those of its header. */
export function mergersOf(part: Record<string, unknown>, header: string): [Record<string, unknown>, Merger[]] {
  // cloud-init takes merge_type only where there is no merge_how, and leaves it in place otherwise.
  const key = part.merge_how === undefined || part.merge_how === null ? 'merge_type' : 'merge_how';
  const { merge_how: _, [key]: said, ...rest } = part;
  const mergers = [...mergersOfValue(key === 'merge_how' ? part.merge_how : said), ...mergersOfText(header)];
  return [rest, mergers.length > 0 ? mergers : [...usual]];
}

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'str';
  return isMapping(value) ? 'dict' : 'other';
};

type Merge = (old: unknown, added: unknown) => unknown;

/** Values of one kind within others are merged in turn where a setting says so. */
function recursive(settings: readonly string[], merge: Merge, otherwise: Merge, always: readonly string[] = []): Merge {
  const kinds: readonly [string, readonly string[]][] = [
    ['list', ['recurse_array', 'recurse_list']],
    ['str', ['recurse_str']],
    ['dict', ['recurse_dict']],
  ];
  const kept = kinds.filter(([kind, names]) => always.includes(kind) || names.some((name) => settings.includes(name)));
  const recursed = new Set(kept.map(([kind]) => kind));
  return (old, added) => (recursed.has(kindOf(added)) ? merge(old, added) : otherwise(old, added));
}

const first = (old: unknown): unknown => old;
const second = (_: unknown, added: unknown): unknown => added;

function mergeLists(settings: readonly string[], merge: Merge): Merge {
  const way = ['append', 'prepend', 'replace', 'no_replace'].find((name) => settings.includes(name)) ?? 'replace';
  const each = way === 'no_replace' ? first : recursive(settings, merge, second);
  return (old, added) => {
    const before = old as unknown[];
    if (!Array.isArray(added)) {
      if (way === 'replace') return added;
      throw new Unreadable(`a list is to be merged with what is none`);
    }
    if (way === 'append') return [...before, ...added];
    if (way === 'prepend') return [...added, ...before];
    return before.map((value, index) => (index < added.length ? each(value, added[index]) : value));
  };
}

function mergeMappings(settings: readonly string[], merge: Merge): Merge {
  const replaces = settings.includes('replace');
  const each = replaces ? second : recursive(settings, merge, first, ['dict']);
  return (old, added) => {
    if (!isMapping(added)) return old;
    // A map and no assignments: a key may be called "__proto__".
    const merged = new Map(Object.entries(old as Record<string, unknown>));
    for (const [key, value] of Object.entries(added)) {
      if (!merged.has(key)) merged.set(key, value);
      else if (value === null && settings.includes('allow_delete')) merged.delete(key);
      else merged.set(key, each(merged.get(key), value));
    }
    return Object.fromEntries(merged);
  };
}

const mergeTexts =
  (settings: readonly string[]): Merge =>
  (old, added) =>
    settings.includes('append') ? `${old}${added}` : added;

const makers = { list: mergeLists, dict: mergeMappings, str: mergeTexts } as const;

/** Merges one part into what the parts before it have made, as cloud-init does (cloudinit/mergers). */
export function mergePart(
  before: Record<string, unknown>,
  part: Record<string, unknown>,
  mergers: readonly Merger[],
): Record<string, unknown> {
  const known = new Map<string, Merge>();
  // What no merger is there for stays as it was.
  const merge: Merge = (old, added) => (known.get(kindOf(old)) ?? first)(old, added);
  for (const { name, settings } of mergers) {
    const kind = name.replace(/^m_/, '');
    if (!Object.hasOwn(makers, kind)) throw new Unreadable(`cloud-init has no way of merging called "${name}"`);
    // Of two for the same kind the first is asked.
    if (!known.has(kind)) known.set(kind, makers[kind as keyof typeof makers](settings, merge));
  }
  return merge(before, part) as Record<string, unknown>;
}

import { diagnose } from '../../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../../spec/diagnostic.js';
import { quantityOf, secondsOf } from '../../../spec/go-values.js';
import { isMapping } from '../../../spec/mapping.js';
import { suggestionFor } from '../../../spec/suggestion.js';
import { kindOf } from '../../../spec/yaml-value.js';

/** A field for people: its dotted path, and the kind of configuration that it is of. */
export interface NamedField {
  readonly field: string;
  readonly kind: string;
}

/** How a simple value is told from others, and what it is called. */
interface Simple {
  readonly is: (value: unknown) => boolean;
  readonly wanted: string;
}

const isText = (value: unknown): value is string => typeof value === 'string';

function whole(lowest: number, highest: number, wanted: string): Simple {
  return { is: (value) => Number.isInteger(value) && lowest <= Number(value) && Number(value) <= highest, wanted };
}

const duration: Simple = {
  is: (value) => isText(value) && secondsOf(value) !== undefined,
  wanted: 'a duration with its unit, such as 30s or 1h15m',
};
const int64 = whole(-(2 ** 63), 2 ** 63, 'a whole number');

/** What the importer calls a value, but for lists, mappings and sets of words. */
const simple: Readonly<Record<string, Simple>> = {
  boolean: { is: (value) => typeof value === 'boolean', wanted: 'true or false' },
  string: { is: isText, wanted: 'text' },
  number: { is: (value) => typeof value === 'number', wanted: 'a number' },
  fraction: {
    is: (value) => typeof value === 'number' && !Number.isInteger(value),
    wanted: 'a number with a fraction, such as 0.5',
  },
  'integer int32': whole(-(2 ** 31), 2 ** 31 - 1, 'a whole number up to 2147483647'),
  'integer int64': int64,
  'integer uint32': whole(0, 2 ** 32 - 1, 'a whole number from 0 to 4294967295'),
  'integer uint64': whole(0, 2 ** 64, 'a whole number, not below 0'),
  duration,
  'duration|zero': { is: (value) => duration.is(value) || value === 0, wanted: duration.wanted },
  'duration|integer': { is: (value) => duration.is(value) || int64.is(value), wanted: duration.wanted },
  quantity: {
    is: (value) => typeof value === 'number' || (isText(value) && quantityOf(value) !== undefined),
    wanted: 'a quantity, such as 500m or 1Gi',
  },
  time: {
    is: (value) => isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/.test(value),
    wanted: 'a time, such as 2026-01-31T12:00:00Z',
  },
  object: { is: isMapping, wanted: 'a mapping' },
  any: { is: () => true, wanted: 'anything' },
};

/** What was nearly always meant, as it is written in YAML. */
function meant(value: unknown, holds: string): string | undefined {
  if (holds.startsWith('list of ') && (isText(value) || typeof value === 'number')) return `[${JSON.stringify(value)}]`;
  if (holds === 'string' && ['number', 'boolean'].includes(typeof value)) return JSON.stringify(String(value));
  if (/^duration(\|zero)?$/.test(holds) && typeof value === 'number') return `${value}s`;
  if (!isText(value) || value.trim() === '') return undefined;
  if (/^duration(\|zero)?$/.test(holds) && /^\d+$/.test(value)) return `${value}s`;
  const number = Number(value);
  if (simple[holds]?.is(number) === true && holds !== 'quantity') return value.trim();
  return holds === 'boolean' && /^(true|false)$/i.test(value) ? value.toLowerCase() : undefined;
}

function wrongType(value: unknown, holds: string, wanted: string, path: SpecPath, named: NamedField): Diagnostic[] {
  const got = isText(value) ? `the text ${JSON.stringify(value)}` : kindOf(value);
  return [diagnose('config-value-type', path, { ...named, wanted, got, meant: meant(value, holds) })];
}

/** What is wrong with a value for what its field holds; a decoder passes over nothing (null). */
export function valueProblems(value: unknown, holds: string, path: SpecPath, named: NamedField): Diagnostic[] {
  if (value === null || value === undefined) return [];
  const [, many, each = ''] = /^(list|map) of (.*)$/.exec(holds) ?? [];
  if (many === 'list') {
    if (!Array.isArray(value)) return wrongType(value, holds, 'a list', path, named);
    return value.flatMap((entry, index) => valueProblems(entry, each, [...path, index], named));
  }
  if (many === 'map') {
    if (!isMapping(value)) return wrongType(value, holds, 'a mapping', path, named);
    return Object.entries(value).flatMap(([key, entry]) => valueProblems(entry, each, [...path, key], named));
  }
  if (holds.startsWith('enum ')) return wordProblems(value, holds.split(' ').slice(1), path, named);
  const form = simple[holds];
  if (form === undefined) throw new Error(`a table of fields says "${holds}", which nobody can tell`);
  return form.is(value) ? [] : wrongType(value, holds, form.wanted, path, named);
}

/** One of a few words; an empty one is the default. */
export function wordProblems(
  value: unknown,
  words: readonly string[],
  path: SpecPath,
  named: NamedField,
): Diagnostic[] {
  if (!isText(value)) return wrongType(value, 'string', `one of ${words.join(', ')}`, path, named);
  if (value === '' || words.includes(value)) return [];
  const args = { ...named, value, words: words.join(', '), suggestion: suggestionFor(value, words) };
  return [diagnose('config-value-unknown', path, args)];
}

import type { DefaultEra } from '../../src/eras/config-defaults.js';
import type { Field, FieldEra, Fields } from '../../src/eras/config-fields.js';
import type { Limit } from '../../src/eras/config-limits.js';
import type { WordEra } from '../../src/eras/config-words.js';
import type { Span } from '../../src/eras/lookup.js';
import { description, type EditorNode } from './node.js';
import { minorBefore } from './releases.js';
import { formOf, orNothing, wordsForm } from './value-forms.js';

/** A kind of configuration, with everything that is known of its fields. */
export interface Configuration {
  readonly kind: string;
  readonly fields: Fields;
  readonly meanings: Readonly<Record<string, string>>;
  readonly defaults: ReadonlyMap<string, readonly DefaultEra[]>;
  readonly words: Readonly<Record<string, readonly WordEra[]>>;
  readonly limits: readonly Limit[];
  /** Mappings whose keys are known: by field, the definition that has them. */
  readonly keys: Readonly<Record<string, string>>;
}

/** The newest minor (as in 1.N) that the tables are about: those of today have no end. */
const isNewest = ({ until }: Span): boolean => until === undefined;

/** `Kubernetes 1.10 and newer`, `Kubernetes 1.10 to 1.22`. */
function releases(eras: readonly Span[]): string[] {
  const [first, last] = [eras[0], eras.at(-1)];
  if (first === undefined || last === undefined) return [];
  const since = `since: Kubernetes ${first.since}`;
  return last.until === undefined ? [since] : [since, `until: Kubernetes ${minorBefore(last.until)}`];
}

const span = ({ since, until }: Span): string => {
  const last = until === undefined ? undefined : minorBefore(until);
  if (since !== undefined && last !== undefined) return last === since ? since : `${since} to ${last}`;
  return since === undefined ? `to ${last}` : `from ${since} on`;
};

const plain = (json: string): string => JSON.stringify(JSON.parse(json)).replace(/^"(.*)"$/, '$1');

/** The newest default, and those before it. */
function defaultFacts(eras: readonly DefaultEra[]): string[] {
  return [...eras].reverse().map((era) => `default${isNewest(era) ? '' : ` (${span(era)})`}: ${plain(era.is)}`);
}

/** The words of the newest release, and what older ones took. */
function wordFacts(eras: readonly WordEra[]): string[] {
  return [...eras]
    .reverse()
    .map((era, index) => `one of${index === 0 ? '' : ` (${span(era)})`}: ${era.words.join(', ')}`);
}

function limitsOf(limits: readonly Limit[]): EditorNode {
  const lowest = limits.map(({ min }) => min);
  const highest = limits.map(({ max }) => max);
  const isAlways = limits.length > 0 && limits.every(({ duration }) => duration === undefined);
  if (!isAlways) return {};
  return {
    ...(lowest.every((min) => min !== undefined) ? { minimum: Math.min(...lowest) } : {}),
    ...(highest.every((max) => max !== undefined) ? { maximum: Math.max(...highest) } : {}),
  };
}

const rangeFacts = (limits: readonly Limit[]): string[] =>
  limits.map((limit) => {
    const of = limit.since === undefined && limit.until === undefined ? '' : ` (${span(limit)})`;
    return `range${of}: ${limit.range ?? `${limit.min} to ${limit.max}`}`;
  });

function fieldNode(path: string, { eras, fields }: Field, configuration: Configuration): EditorNode {
  const { kind, meanings, defaults, words, limits, keys } = configuration;
  const now = eras.at(-1) as FieldEra;
  const ownWords = words[path];
  const ownLimits = limits.filter(({ field }) => field === path);
  const form = formOf(now.is);
  const gone = isNewest(now) ? undefined : `${kind} has had no ${path} since Kubernetes ${now.until}.`;
  const facts = [
    ownWords === undefined || now.is !== 'string' ? `type: ${form.words}` : undefined,
    ...(ownWords === undefined ? [] : wordFacts(ownWords)),
    ...rangeFacts(ownLimits),
    ...defaultFacts(defaults.get(path) ?? []),
    ...releases(eras),
  ];
  return {
    description: description(meanings[path], facts),
    ...(gone === undefined ? {} : { deprecationMessage: gone, doNotSuggest: true }),
    ...(keys[path] === undefined
      ? orNothing({ ...shapeOf(path, now.is, fields, configuration), ...limitsOf(ownLimits) })
      : { allOf: [{ $ref: `#/definitions/${keys[path]}` }] }),
    ...withWords(now.is, ownWords),
  };
}

/** Words of every release: an editor knows nothing of the spec's, and `validate` tells what is too old or too new. */
function withWords(holds: string, eras: readonly WordEra[] | undefined): EditorNode {
  if (eras === undefined) return {};
  const { schema } = wordsForm([...new Set([...eras].reverse().flatMap((era) => era.words))]);
  return holds.startsWith('list of ') ? { items: schema } : orNothing(schema);
}

function shapeOf(path: string, holds: string, fields: Fields, configuration: Configuration): EditorNode {
  if (fields.size === 0) return formOf(holds).schema;
  const below = structure(fields, `${path}.`, configuration);
  return holds.startsWith('list of ') ? { type: 'array', items: below } : below;
}

function structure(fields: Fields, above: string, configuration: Configuration): EditorNode {
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      [...fields].map(([name, field]) => [name, fieldNode(above + name, field, configuration)]),
    ),
  };
}

/** A configuration's fields as a schema: those of the newest release, and older ones marked as gone. */
export function configurationNode(configuration: Configuration): EditorNode {
  return structure(configuration.fields, '', configuration);
}

/** Every field's dotted path. */
export function fieldPaths(fields: Fields, above = ''): string[] {
  return [...fields].flatMap(([name, field]) => [above + name, ...fieldPaths(field.fields, `${above}${name}.`)]);
}

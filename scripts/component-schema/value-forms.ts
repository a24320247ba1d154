import type { EditorNode } from './node.js';

interface ValueForm {
  /** How people are told. */
  readonly words: string;
  readonly schema: EditorNode;
}

const duration = '[-+]?(0|((\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)';
const durationWords = 'a duration with its unit, such as 30s or 1h15m';
const quantity = '[-+]?(\\d+\\.?\\d*|\\.\\d+)([KMGTPE]i|[numkMGTPE]?|[eE][-+]?\\d+)';

const whole = (words: string, minimum?: number): ValueForm => ({
  words,
  schema: { type: 'integer', ...(minimum === undefined ? {} : { minimum }) },
});

/** What data/*.tsv calls a value, but for lists, mappings and sets of words. */
const simple: Readonly<Record<string, ValueForm>> = {
  boolean: { words: 'true or false', schema: { type: 'boolean' } },
  string: { words: 'text', schema: { type: 'string' } },
  number: { words: 'a number', schema: { type: 'number' } },
  'integer int32': whole('a whole number'),
  'integer int64': whole('a whole number'),
  'integer uint32': whole('a whole number', 0),
  'integer uint64': whole('a whole number', 0),
  duration: {
    words: durationWords,
    schema: { type: 'string', pattern: `^${duration}$`, patternErrorMessage: `Takes ${durationWords}.` },
  },
  'duration|integer': {
    words: durationWords,
    schema: { type: ['string', 'integer'], pattern: `^${duration}$`, patternErrorMessage: `Takes ${durationWords}.` },
  },
  quantity: {
    words: 'a quantity, such as 500m or 1Gi',
    schema: {
      type: ['string', 'number'],
      pattern: `^${quantity}$`,
      patternErrorMessage: 'Takes a quantity, such as 500m or 1Gi.',
    },
  },
  time: { words: 'a time, such as 2026-01-31T12:00:00Z', schema: { type: 'string' } },
  object: { words: 'a mapping', schema: { type: 'object' } },
};

/** The form of a value: what `list of …`, `map of …` and `enum …` say as well. */
export function formOf(holds: string): ValueForm {
  const [, many, each = ''] = /^(list|map) of (.*)$/.exec(holds) ?? [];
  if (many === 'list') {
    const { words, schema } = formOf(each);
    return { words: `a list; each: ${words}`, schema: { type: 'array', items: schema } };
  }
  if (many === 'map') {
    const { words, schema } = formOf(each);
    return { words: `a mapping; each value: ${words}`, schema: { type: 'object', additionalProperties: schema } };
  }
  if (holds.startsWith('enum ')) return wordsForm(holds.split(' ').slice(1));
  const form = simple[holds];
  if (form === undefined) throw new Error(`a table of fields says "${holds}", which no form is known of`);
  return form;
}

export const wordsForm = (words: readonly string[]): ValueForm => ({
  words: `one of ${words.join(', ')}`,
  schema: { type: 'string', enum: words },
});

/** The same, where null takes the field away that we would write. */
export function orNothing(node: EditorNode): EditorNode {
  if (node.type === undefined) return node;
  return {
    ...node,
    type: [...[node.type].flat(), 'null'],
    ...(node.enum === undefined ? {} : { enum: [...node.enum, null] }),
  };
}

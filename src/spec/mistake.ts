import type { SchemaError } from '../generated/validate-cluster.js';
import { diagnose } from './diagnose.js';
import type { Diagnostic, DiagnosticArgs, SpecPath } from './diagnostic.js';
import { type Format, flaws } from './formats.js';
import { pathText } from './path-text.js';
import { inline, namedPaths, type SchemaNode, schemaAt } from './schema-node.js';
import { nearestVersion, suggestionFor } from './suggestion.js';
import { kindOf } from './yaml-value.js';

/** One error of the validator with all that its message can be made of. */
export interface Mistake {
  readonly error: SchemaError;
  readonly path: SpecPath;
  readonly value: unknown;
  /** The value as the text spells it, for scalars. */
  readonly source: string | undefined;
  readonly schema: SchemaNode;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

function where(path: SpecPath): string {
  return path.length === 0 ? 'at the top' : `in ${pathText(path)}`;
}

/** `key: example`, as it could be written. */
function keyExample(key: string, schema: SchemaNode | undefined): string | undefined {
  const [example] = schema?.examples ?? [];
  return example === undefined ? undefined : `${key}: ${inline(example)}`;
}

/** A mapping lacks a key; also for keys that only other fields make necessary. */
export function missingKey(path: SpecPath, key: string): Diagnostic {
  const schema = schemaAt([...path, key]);
  const args = {
    key,
    where: pathText(path),
    example: keyExample(key, schema),
    description: inShort(schema?.description),
  };
  return diagnose('key-missing', path, args, 'key');
}

function unknownKey({ error, path, schema }: Mistake): Diagnostic {
  const key = String(error.params.additionalProperty);
  const known = Object.keys(schema.properties ?? {});
  const suggestion = suggestionFor(key, known);
  const elsewhere = namedPaths().find((candidate) => candidate.endsWith(`.${key}`));
  const config = known.includes('config') ? `${pathText([...path, 'config', key])}` : undefined;
  const hints = suggestion === undefined ? { elsewhere, config, known: known.join(', ') } : { suggestion };
  return diagnose('key-unknown', [...path, key], { key, where: where(path), ...hints }, 'key');
}

/** As many whole sentences as a hint holds; `explain` has the rest. */
const inShort = (text: string | undefined): string | undefined => text?.match(/^.{1,199}\.(?= |$)/s)?.[0] ?? text;

function wrongType({ error, path, value, source, schema }: Mistake): Diagnostic {
  const types = [error.params.type].flat().map(String);
  const [wanted = ''] = types;
  const expected = types.flatMap((type) => (type === 'null' ? [] : [kinds[type] ?? type])).join(' or ');
  const example = schema.examples?.[0] === undefined ? undefined : inline(schema.examples[0]);
  if (value === null && !/^(~|null)$/i.test(source ?? '')) return diagnose('value-empty', path, { expected, example });
  const scalar = typeof value === 'number' || typeof value === 'boolean' || value === null;
  if (wanted === 'string' && scalar) {
    const text = source ?? String(value);
    return diagnose('text-unquoted', path, { source: text, kind: kindOf(value), advice: advice(text, schema).advice });
  }
  const readable = wanted === 'boolean' ? /^(true|false)$/ : /^-?\d+$/;
  if (wanted !== 'array' && wanted !== 'object' && typeof value === 'string' && readable.test(value)) {
    return diagnose('number-quoted', path, { expected: String(kinds[wanted]), value });
  }
  const args = {
    expected,
    actual: kindOf(value),
    advice: spaceAdvice(value),
    example,
    description: inShort(schema.description),
  };
  return diagnose('type-wrong', path, args);
}

/** What is nearly always meant by `version:"1.36.4"`, which is one word to YAML, and by a key `-name`. */
function spaceAdvice(value: unknown): string | undefined {
  if (kindOf(value) === 'a mapping' && Object.keys(value as object).some((key) => /^-\w/.test(key)))
    return 'A list item has a space after its dash.';
  const [, key, rest] = (typeof value === 'string' && /^([A-Za-z]\w*):(?!\/\/)(\S.*)$/.exec(value)) || [];
  return key === undefined ? undefined : `A key has a space after its colon: \`${key}: ${rest}\`.`;
}

/** What is nearly always meant by a text that is not of the form. */
function advice(value: string, schema: SchemaNode): DiagnosticArgs {
  const flaw = schema.format === undefined ? undefined : flaws[schema.format as Format]?.(value);
  if (flaw !== undefined) return flaw.args;
  if (schema.pattern === undefined) return {};
  const pattern = new RegExp(schema.pattern, 'u');
  const nearest = [value.trim(), value.toLowerCase(), value.toLowerCase().replace(/[_ ]/g, '-')];
  const suggestion = nearest.find((candidate) => candidate !== value && pattern.test(candidate));
  return suggestion === undefined ? {} : { suggestion };
}

function malformed({ error, path, value, schema }: Mistake): Diagnostic {
  const inKey = error.propertyName !== undefined;
  const text = inKey ? String(error.propertyName) : String(value);
  const form = (inKey ? schema.propertyNames : schema) ?? {};
  const place = inKey ? [...path, text] : path;
  const at = inKey ? 'key' : 'value';
  const flaw = form.format === undefined ? undefined : flaws[form.format as Format]?.(text);
  if (flaw !== undefined) return { code: flaw.code, path: place, at, args: { value: text, ...flaw.args } };
  const example = form.examples?.[0] === undefined ? undefined : inline(form.examples[0]);
  const args = { value: text, form: form['x-form'] ?? form.pattern ?? '', example, ...advice(text, form) };
  return diagnose('value-malformed', place, args, at);
}

function notAllowed({ path, value, schema }: Mistake): Diagnostic {
  const ended = Object.entries({ ...schema['x-ended'] }).find(([name]) => name === value);
  if (ended !== undefined) return diagnose('system-ended', path, { os: ended[0], ...ended[1] });
  const [text, words] = [String(value), (schema.enum ?? []).map(String)];
  const meant = schema['x-meant']?.[text.toLowerCase()];
  const suggestion = meant ?? suggestionFor(text, words);
  // Descriptions say what a word means as "word: meaning."
  const [, meaning] = (meant && schema.description?.match(new RegExp(`\\b(${meant}: [^.]+\\.)`))) || [];
  if (suggestion !== undefined) return diagnose('value-not-allowed', path, { value: text, suggestion, meaning });
  return diagnose('value-not-allowed', path, {
    value: text,
    nearest: nearestVersion(text, words),
    ...known(path, words),
  });
}

/** All words where they are few, else some of them and where the others are. */
function known(path: SpecPath, words: readonly string[]): DiagnosticArgs {
  if (words.join(', ').length < 170) return { known: words.join(', ') };
  return { some: words.slice(0, 8).join(', '), others: words.length - 8, path: pathText(path) };
}

function outOfRange({ path, value, schema: { minimum, maximum } }: Mistake): Diagnostic {
  const range =
    minimum === undefined
      ? `at most ${maximum}`
      : maximum === undefined
        ? `at least ${minimum}`
        : `${minimum} to ${maximum}`;
  return diagnose('number-out-of-range', path, { value: Number(value), range });
}

function wrongLength({ path, value, schema: { minLength = 0, maxLength } }: Mistake): Diagnostic {
  const args = { length: [...String(value)].length, minimum: minLength, maximum: maxLength ?? 'any number' };
  return diagnose('text-length', path, args);
}

function duplicateItem({ error, path, value }: Mistake): Diagnostic {
  const [a, b] = [Number(error.params.i), Number(error.params.j)];
  const [first, second] = [Math.min(a, b), Math.max(a, b)];
  const item = (value as readonly unknown[])[second];
  return diagnose('list-duplicate', [...path, second], { value: inline(item), first: first + 1 });
}

const sentences: Readonly<Record<string, (mistake: Mistake) => Diagnostic>> = {
  required: ({ error, path }) => missingKey(path, String(error.params.missingProperty)),
  additionalProperties: unknownKey,
  type: wrongType,
  enum: notAllowed,
  pattern: malformed,
  format: malformed,
  minimum: outOfRange,
  maximum: outOfRange,
  minLength: wrongLength,
  maxLength: wrongLength,
  uniqueItems: duplicateItem,
};

/** The diagnostic that says in words what the validator's error says in keywords. */
export function mistakeAt(mistake: Mistake): Diagnostic {
  const sentence = sentences[mistake.error.keyword];
  if (sentence !== undefined) return sentence(mistake);
  return diagnose('type-wrong', mistake.path, { expected: mistake.error.keyword, actual: kindOf(mistake.value) });
}

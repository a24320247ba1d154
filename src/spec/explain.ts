import type { CodeEntry } from './codes/entry.js';
import { type Code, codes } from './codes.js';
import { inline, namedPaths, type SchemaNode, schemaAt, stepsOf } from './schema-node.js';
import { suggestionFor } from './suggestion.js';

/** The manual's answer; `found` is false where nothing has that name, and the text then says what has a similar one. */
export interface Explanation {
  readonly found: boolean;
  readonly text: string;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}

function explainCode(code: Code): string {
  const { severity, doc }: CodeEntry = codes[code];
  return [
    `${code} (${severity})`,
    doc.text,
    `  Not like this:\n${indented(doc.bad)}`,
    `  But like this:\n${indented(doc.good)}`,
  ].join('\n\n');
}

function defaultText(schema: SchemaNode): string[] {
  if (schema['x-default-from'] !== undefined) return [`  default: from ${schema['x-default-from']}`];
  return schema.default === undefined ? [] : [`  default: ${inline(schema.default)}`];
}

function explainPath(name: string, schema: SchemaNode, required: boolean): string {
  const facts = [
    ...(schema.type === undefined
      ? []
      : [`  type: ${[schema.type].flat().join(' or ')}${required ? ', required' : ''}`]),
    ...(schema.enum === undefined ? [] : [`  one of: ${schema.enum.join(', ')}`]),
    ...(schema['x-form'] === undefined ? [] : [`  form: ${schema['x-form']}`]),
    ...(schema.minimum === undefined ? [] : [`  range: ${schema.minimum} to ${schema.maximum ?? 'any'}`]),
    ...defaultText(schema),
    ...(schema.examples ?? []).map((example) => `  example: ${inline(example)}`),
  ];
  const keys = Object.entries((schema.items ? schemaAt([...stepsOf(name), 0]) : schema)?.properties ?? {});
  const width = Math.max(0, ...keys.map(([key]) => key.length));
  const list = keys.map(
    ([key]) =>
      `    ${key.padEnd(width)}  ${schemaAt([...stepsOf(name), ...(schema.items ? [0] : []), key])?.description ?? ''}`,
  );
  return [name, schema.description ?? '', facts.join('\n'), ...(list.length > 0 ? [`  Keys:\n${list.join('\n')}`] : [])]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What a code, or a key of the spec as a dotted path (`spec.workers.name`), means. */
export function explain(name: string): Explanation {
  if (Object.hasOwn(codes, name)) return { found: true, text: explainCode(name as Code) };
  const path = stepsOf(name);
  const schema = schemaAt(path);
  if (name !== '' && schema !== undefined) {
    const required = schemaAt(path.slice(0, -1))?.required?.includes(String(path.at(-1))) ?? false;
    return { found: true, text: explainPath(name, schema, required) };
  }
  const paths = namedPaths();
  const nearby =
    suggestionFor(name, [...Object.keys(codes), ...paths]) ?? paths.find((path) => path.endsWith(`.${name}`));
  const meant =
    nearby === undefined
      ? 'A code is named at the end of each problem; a path looks like spec.workers.name.'
      : `Did you mean ${nearby}?`;
  return { found: false, text: `Nothing is called "${name}". ${meant}` };
}

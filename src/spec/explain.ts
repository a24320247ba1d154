import type { CodeEntry } from './codes/entry.js';
import { type Code, codes } from './codes.js';
import { inline, namedPaths, type SchemaNode, schemaAt, schemaRoot, stepsOf } from './schema-node.js';
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
  // The page is built without examples.
  const examples = doc.bad === '' ? [] : [['Not like this', doc.bad] as const, ['But like this', doc.good] as const];
  return [`${code} (${severity})`, doc.text, ...examples.map(([title, text]) => `  ${title}:\n${indented(text)}`)].join(
    '\n\n',
  );
}

function defaultText(schema: SchemaNode): string[] {
  if (schema['x-default-from'] !== undefined) return [`  default: from ${schema['x-default-from']}`];
  return schema.default === undefined ? [] : [`  default: ${inline(schema.default)}`];
}

/** What a node says of itself; of another program's setting its description holds that already, a fact a line. */
function factsOf(schema: SchemaNode, required: boolean): string[] {
  if (/^ {2}\S/m.test(schema.description ?? '')) return [];
  return [
    ...(schema.type === undefined
      ? []
      : [`  type: ${[schema.type].flat().join(' or ')}${required ? ', required' : ''}`]),
    ...(schema.enum === undefined ? [] : [`  one of: ${schema.enum.join(', ')}`]),
    ...(schema['x-form'] === undefined ? [] : [`  form: ${schema['x-form']}`]),
    ...(schema.minimum === undefined ? [] : [`  range: ${schema.minimum} to ${schema.maximum ?? 'any'}`]),
    ...defaultText(schema),
    ...(schema.examples ?? []).map((example) => `  example: ${inline(example)}`),
  ];
}

function explainPath(name: string, schema: SchemaNode, required: boolean, root: SchemaNode): string {
  const at = [...stepsOf(name, root), ...(schema.items ? [0] : [])];
  const keys = Object.keys(schemaAt(at, root)?.properties ?? {}).flatMap((key) => {
    const { description = '', doNotSuggest } = schemaAt([...at, key], root) ?? {};
    return doNotSuggest ? [] : [[key, description.trim().split('\n')[0] ?? ''] as const];
  });
  const width = Math.max(0, ...keys.map(([key]) => key.length));
  const list = keys.map(([key, description]) => `    ${key.padEnd(width)}  ${description}`.trimEnd());
  return [
    name,
    schema.description ?? '',
    factsOf(schema, required).join('\n'),
    ...(list.length > 0 ? [`  Keys:\n${list.join('\n')}`] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/**
 * What a code, or a key of the spec as a dotted path (`spec.workers.name`), means. With the whole schema as `root` it
 * knows the settings of other programs, too (`spec.kubelet.config.maxPods`).
 */
export function explain(name: string, root: SchemaNode = schemaRoot()): Explanation {
  if (Object.hasOwn(codes, name)) return { found: true, text: explainCode(name as Code) };
  const path = stepsOf(name, root);
  const schema = schemaAt(path, root);
  if (name !== '' && schema !== undefined) {
    const required = schemaAt(path.slice(0, -1), root)?.required?.includes(String(path.at(-1))) ?? false;
    return { found: true, text: explainPath(name, schema, required, root) };
  }
  const paths = namedPaths(root);
  const nearby =
    suggestionFor(name, [...Object.keys(codes), ...paths]) ?? paths.find((path) => path.endsWith(`.${name}`));
  const meant =
    nearby === undefined
      ? 'Each message ends with its code; a field is a path such as spec.workers.name. The steps of a first boot are in docs/first-boot.md.'
      : `Did you mean ${nearby}?`;
  return { found: false, text: `there is no code and no field "${name}". ${meant}` };
}

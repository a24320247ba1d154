import { _, Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { formats } from '../src/spec/formats.js';

type Standalone = (ajv: Ajv, validate: ValidateFunction) => string;

const annotations = new Set(['description', 'examples', 'default', 'title', '$id']);

/** The schema without what only people read: the validator carries the rest with it. */
function bare(node: unknown, isSchema = true): unknown {
  if (Array.isArray(node)) return node.map((item) => bare(item, isSchema));
  if (node === null || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key]) => !(isSchema && (annotations.has(key) || key.startsWith('x-'))));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, bare(value, !(isSchema && (key === 'properties' || key === 'definitions')))]),
  );
}

/**
 * Each error as the call of one function, with what a message is made of: where in the schema a rule stands nobody asks,
 * and its pattern, format, limit or words are in the schema itself. Half of the code, which each start reads.
 */
function withShortErrors(code: string): string {
  return code
    .replace(/schemaPath:"[^"]*",/g, '')
    .replace(/params:\{(?:pattern|format|limit|comparison|allowedValues):(?:"(?:[^"\\]|\\.)*"|[^}])*\}/g, 'params:{}')
    .replace(
      /const (err\d+) = \{instancePath(?::([^;]*?))?,keyword:"(\w+)",params:(\{.*?\})(?:,propertyName:(\w+))?\};if\(vErrors === null\)\{vErrors = \[\1\];\}\s*else \{vErrors\.push\(\1\);\}/g,
      (_, __, place = 'instancePath', keyword, params, key) =>
        `vErrors = found(vErrors, ${[place, `"${keyword}"`, params, ...(key === undefined ? [] : [key])].join(', ')});`,
    );
}

/** The code with the few parts of the schema that it asks for in place of all of it: names of keys, and types. */
function withoutSchema(code: string): string {
  const whole = new Map<string, unknown>();
  const bodies = code.replace(/const (schema\d+) = (\{.*?\});(?=const |function |export )/g, (_, name, text) => {
    whole.set(name, JSON.parse(text));
    return '';
  });
  return bodies.replace(/\b(schema\d+)((?:\.\w+)+)/g, (_, name: string, steps: string) => {
    const path = steps.slice(1).split('.');
    const part = path.reduce((node, step) => (node as Record<string, unknown>)[step], whole.get(name));
    const names = (keys: object): object => Object.fromEntries(Object.keys(keys).map((key) => [key, 1]));
    return JSON.stringify(path.at(-1) === 'properties' ? names(part as object) : part);
  });
}

/** The schema's check as a module of TypeScript: what Ajv makes of it, and the function that the program asks. */
export function validator(schema: AnySchemaObject): string {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { source: true, esm: true, lines: false, formats: _`formats` },
  });
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, validate);
  const validate = ajv.compile(bare(schema) as AnySchemaObject);
  // CommonJS: Node.js and TypeScript see the package's default export at different depths.
  const generate =
    (standaloneCode as unknown as { default?: Standalone }).default ?? (standaloneCode as unknown as Standalone);
  const code = generate(ajv, validate);
  const bundled = withoutSchema(withShortErrors(code))
    .replace('"use strict";', '')
    .replace('export const validate =', 'const validateSpec =')
    .replace(/export default validate\d+;/, '')
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', '(text) => [...text].length');
  const left = /require\([^)]*\)|const err\d|\bschema\d+\b/.exec(bundled)?.[0];
  if (left !== undefined) throw new Error(`Ajv writes other code than it did: ${left} is left`);
  return [
    "import { formats } from '../spec/formats.js';",
    'export interface SchemaError {',
    '  readonly keyword: string; readonly instancePath: string; readonly propertyName?: string;',
    '  readonly params: Readonly<Record<string, unknown>>;',
    '}',
    'const found = (errors, instancePath, keyword, params, propertyName) => {',
    '  const error = { instancePath, keyword, params, propertyName };',
    '  return errors === null ? [error] : (errors.push(error), errors);',
    '};',
    bundled,
    '/** Every way in which a value departs from the schema; empty for a good one. */',
    'export function schemaErrors(value: unknown): readonly SchemaError[] {',
    '  return validateSpec(value) ? [] : validateSpec.errors;',
    '}',
  ].join('\n');
}

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
  const bundled = code
    .replace('"use strict";', '')
    .replace('export const validate =', 'const validateSpec =')
    .replace(/export default validate\d+;/, '')
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', '(text) => [...text].length')
    // A third of the code, which each start reads: nobody asks where in the schema a rule stands, and one function
    // can keep what was found.
    .replace(/schemaPath:"[^"]*",/g, '')
    .replace(
      /if\(vErrors === null\)\{vErrors = \[(\w+)\];\}\s*else \{vErrors\.push\(\1\);\}/g,
      'vErrors = found(vErrors, $1);',
    );
  if (bundled.includes('require(')) throw new Error(`the validator asks for ${/require\([^)]*\)/.exec(bundled)?.[0]}`);
  return [
    "import { formats } from '../spec/formats.js';",
    'export interface SchemaError {',
    '  readonly keyword: string; readonly instancePath: string; readonly propertyName?: string;',
    '  readonly params: Readonly<Record<string, unknown>>;',
    '}',
    'const found = (errors, error) => (errors === null ? [error] : (errors.push(error), errors));',
    bundled,
    '/** Every way in which a value departs from the schema; empty for a good one. */',
    'export function schemaErrors(value: unknown): readonly SchemaError[] {',
    '  return validateSpec(value) ? [] : validateSpec.errors;',
    '}',
  ].join('\n');
}

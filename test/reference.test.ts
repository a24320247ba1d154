import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { apiPage } from '../scripts/api-page.js';
import { referencePage, type SchemaNode } from '../scripts/reference-page.js';
import { ensureBuilt } from './cli-process.js';

const schema = JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8')) as SchemaNode;

it('docs/spec.md is what the schema says (npm run docs)', () => {
  expect(readFileSync('docs/spec.md', 'utf8')).toBe(referencePage(schema));
});

beforeAll(ensureBuilt);

it('docs/api.md is what the declarations say (npm run docs)', () => {
  const page = apiPage('dist/types/src/index.d.ts', (file) => readFileSync(file, 'utf8'));
  expect(readFileSync('docs/api.md', 'utf8')).toBe(page);
});

/** Fields whose absence is itself the default: nothing is said, nothing is set. */
const optional = new Set<string>(['spec.workers[].address', 'spec.pools[].firstAddress']);

interface Field {
  readonly path: string;
  readonly node: SchemaNode;
  readonly required: boolean;
}

/** The field itself and all below it, `$ref` followed. */
function fieldsBelow({ path, node, required }: Field): Field[] {
  const found = node.$ref ? (schema.definitions?.[node.$ref.replace('#/definitions/', '')] ?? {}) : node;
  const children = Object.entries(found.properties ?? {}).map(([key, child]) => ({
    path: path ? `${path}.${key}` : key,
    node: child,
    required: found.required?.includes(key) ?? false,
  }));
  const items = found.items ? [{ path: `${path}[]`, node: found.items, required: true }] : [];
  return [{ path, node: found, required }, ...[...children, ...items].flatMap(fieldsBelow)];
}

function lacks({ path, node, required }: Field): string[] {
  const hasDefault = node.default !== undefined || node['x-default-from'] !== undefined;
  return [
    ...(node.description ? [] : [`${path}: description`]),
    ...(node.examples?.length ? [] : [`${path}: example`]),
    ...(required || hasDefault || optional.has(path) ? [] : [`${path}: default, or x-default-from in words`]),
  ];
}

it('every field has a description, an example, and a default or the place it comes from, unless it is required', () => {
  const fields = Object.entries(schema.properties ?? {}).flatMap(([path, node]) =>
    fieldsBelow({ path, node, required: true }),
  );
  expect(fields.length).toBeGreaterThan(60);
  expect(fields.flatMap(lacks)).toEqual([]);
});

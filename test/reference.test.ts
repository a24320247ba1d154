import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { referencePage, type SchemaNode } from '../scripts/reference-page.js';

const schema = JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8')) as SchemaNode;

it('docs/spec.md is what the schema says (npm run docs)', () => {
  expect(readFileSync('docs/spec.md', 'utf8')).toBe(referencePage(schema));
});

it('every field has a description, an example, and a default or the place it comes from, unless it is required', () => {
  const lacking: string[] = [];
  const visit = (node: SchemaNode, path: string, required: boolean): void => {
    if (!node.$ref) {
      if (!node.description) lacking.push(`${path}: description`);
      if (!node.examples?.length && !['', 'spec'].includes(path)) lacking.push(`${path}: example`);
    }
    const below = node.$ref ? (schema.definitions?.[node.$ref.replace('#/definitions/', '')] ?? {}) : node;
    const isItem = path.endsWith('[]');
    if (
      !required &&
      !isItem &&
      path &&
      below.default === undefined &&
      !below['x-default-from'] &&
      !optional.has(path)
    ) {
      lacking.push(`${path}: default`);
    }
    for (const [key, child] of Object.entries(below.properties ?? {})) {
      visit(child, path ? `${path}.${key}` : key, below.required?.includes(key) ?? false);
    }
    if (below.items) visit(below.items, `${path}[]`, true);
  };
  visit(schema, '', true);
  expect(lacking).toEqual([]);
});

/** Fields whose absence is itself the default: nothing is said, nothing is set. */
const optional = new Set<string>(['spec.workers[].address', 'spec.pools[].firstAddress']);

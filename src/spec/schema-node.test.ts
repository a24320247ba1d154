import { describe, expect, it } from 'vitest';
import { flaws } from './formats.js';
import { inline, namedPaths, type SchemaNode, schemaAt, schemaRoot, stepsOf } from './schema-node.js';

function nodesBelow(node: SchemaNode): SchemaNode[] {
  const { properties = {}, definitions = {}, items, additionalProperties, propertyNames } = node;
  const inner = [
    ...Object.values(properties),
    ...Object.values(definitions),
    items,
    additionalProperties,
    propertyNames,
  ];
  return [node, ...inner.filter((one) => typeof one === 'object').flatMap(nodesBelow)];
}

describe('the schema', () => {
  const nodes = nodesBelow(schemaRoot());

  it('says in words what each pattern wants', () => {
    expect(nodes.filter((node) => node.pattern !== undefined && node['x-form'] === undefined)).toEqual([]);
  });

  it('uses formats that are known, and each of them', () => {
    const used = new Set(nodes.flatMap(({ format }) => (format === undefined ? [] : [format])));
    expect([...used].sort()).toEqual(Object.keys(flaws).sort());
  });

  it.each(namedPaths())('%s has a description and an example', (path) => {
    const node = schemaAt(stepsOf(path)) ?? {};
    expect(node.description).toMatch(/\.$/);
    if (path !== 'spec') expect(node.examples?.length).toBeGreaterThan(0);
  });
});

it.each<[unknown, string]>([
  [{ a: ['b', 1, true], c: '' }, '{a: [b, 1, true], c: ""}'],
  ['1.36.4', '"1.36.4"'],
  ['yes', '"yes"'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['https://a', '"https://a"'],
])('%j inline is %s', (value, text) => expect(inline(value)).toBe(text));

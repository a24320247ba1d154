import type { AnySchemaObject } from 'ajv';

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The definition that a schema points at, with what stands beside the pointer over it. */
function followed(node: Node, definitions: Node): Node {
  const name = /^#\/definitions\/(\w+)$/.exec(String(node.$ref))?.[1];
  if (name === undefined) return node;
  const { $ref: _, ...beside } = node;
  return { ...followed(definitions[name] as Node, definitions), ...beside };
}

/** Whether a property may be left out while the schema has no default for it. */
function isOpen(key: string, property: unknown, required: unknown, definitions: Node): boolean {
  const isRequired = Array.isArray(required) && required.includes(key);
  return !isRequired && !('default' in followed(property as Node, definitions));
}

/** The schema of a spec in full: every property is there, null where nothing is said and the schema has no default. */
export function fullSchema(schema: AnySchemaObject): AnySchemaObject {
  const definitions = schema.definitions as Node;
  const full = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(full);
    if (!isNode(node)) return node;
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, full(value)]));
    if (!isNode(node.properties) || !isNode(copy.properties)) return copy;
    const properties = Object.entries(copy.properties).map(([key, property]) =>
      isOpen(key, (node.properties as Node)[key], node.required, definitions)
        ? [key, { anyOf: [property, { type: 'null' }] }]
        : [key, property],
    );
    return { ...copy, properties: Object.fromEntries(properties), required: properties.map(([key]) => key) };
  };
  return { ...(full(schema) as AnySchemaObject), title: 'FullClusterSpec' };
}

/** What stands where nothing is said, by key; below keys, list items and further keys of any name, where there is any. */
export interface DefaultsTree {
  readonly value?: unknown;
  readonly keys?: Readonly<Record<string, DefaultsTree>>;
  readonly items?: DefaultsTree;
  readonly others?: DefaultsTree;
}

/** The defaults of a schema, null where it has none, as a tree without the branches that are always there. */
export function defaultsTree(schema: AnySchemaObject): DefaultsTree {
  const definitions = schema.definitions as Node;
  const treeOf = (given: unknown): DefaultsTree | undefined => {
    if (!isNode(given)) return undefined;
    const node = followed(given, definitions);
    const below = Object.entries(isNode(node.properties) ? node.properties : {}).flatMap(([key, property]) => {
      const tree = treeOf(property);
      const open = isOpen(key, property, node.required, definitions) ? { value: null } : {};
      return tree || 'value' in open ? [[key, { ...tree, ...open }] as const] : [];
    });
    const [items, others] = [treeOf(node.items), treeOf(node.additionalProperties)];
    const tree = {
      ...('default' in node ? { value: node.default } : {}),
      ...(below.length > 0 ? { keys: Object.fromEntries(below) } : {}),
      ...(items ? { items } : {}),
      ...(others ? { others } : {}),
    };
    return Object.keys(tree).length > 0 ? tree : undefined;
  };
  return treeOf(schema) ?? {};
}

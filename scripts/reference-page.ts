/** What the page says of one node of the schema. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly 'x-default-from'?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
}

interface Row {
  readonly path: string;
  readonly node: SchemaNode;
  readonly required: boolean;
}

/** The reference of the spec's fields: a row for each, in the schema's order. */
export function referencePage(schema: SchemaNode): string {
  const resolve = (node: SchemaNode): SchemaNode => {
    const name = node.$ref?.replace('#/definitions/', '');
    return name ? { ...schema.definitions?.[name], ...node } : node;
  };

  const rows = (node: SchemaNode, path: string): Row[] =>
    Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
      const below = resolve(child);
      const row = { path: path ? `${path}.${key}` : key, node: below, required: node.required?.includes(key) ?? false };
      const items = below.items && resolve(below.items);
      return [row, ...rows(below, row.path), ...(items ? rows(items, `${row.path}[]`) : [])];
    });

  const table = rows(resolve(schema), '').map(
    ({ path, node, required }) =>
      `| \`${path}\` | ${cell(`${node.description ?? ''}${choices(node)}`)} | ${cell(origin(node, required))} | ${example(node)} |`,
  );
  return [
    '# The cluster spec, field by field',
    '',
    'Made from `schemas/cluster.schema.json` by `npm run docs`; `bootwright explain spec.workers.name` says the same at the prompt.',
    '',
    '| field | what it says | default | example |',
    '|---|---|---|---|',
    ...table,
    '',
  ].join('\n');
}

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function choices({ enum: values }: SchemaNode): string {
  return values && values.length > 1 ? ` One of ${values.map((value) => `\`${value}\``).join(', ')}.` : '';
}

function origin(node: SchemaNode, required: boolean): string {
  if (required) return '**required**';
  if (node['x-default-from']) return `from ${node['x-default-from']}`;
  return node.default === undefined ? '' : code(node.default);
}

function example({ examples }: SchemaNode): string {
  return examples?.length ? cell(code(examples[0])) : '';
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { expect, it } from 'vitest';

/** Whatever asks a spec, and what is made of one; there an empty list is none of a spec's. */
const rooms = ['src/resolve', 'src/plan'];

type Json = Readonly<Record<string, unknown>>;

/** A node of a program's syntax tree; its kind is `type`. */
type Node = Json & { readonly type: string; readonly start: number; readonly end: number };

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const isNode = (value: unknown): value is Node => isObject(value) && typeof value.type === 'string';

/** Keys of the schema by the default that they have, as JSON. */
function defaultsOf(schema: unknown, found = new Map<string, Set<string>>(), key = ''): Map<string, Set<string>> {
  if (!isObject(schema)) return found;
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  const definitions = isObject(schema.definitions) ? Object.entries(schema.definitions) : [];
  if ('default' in schema) {
    const text = JSON.stringify(schema.default);
    found.set(text, (found.get(text) ?? new Set()).add(key));
  }
  for (const [name, below] of [...properties, ...definitions]) defaultsOf(below, found, name);
  for (const below of [schema.items, schema.additionalProperties]) defaultsOf(below, found);
  return found;
}

const defaults = defaultsOf(JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8')));

/** Values that say too little to be a default of ours wherever they stand: only beside its key. An empty text never is. */
const common = ['"none"', 'true', 'false', '{}', '[]', '0', '1'];
defaults.delete('""');

/** Fields of the kubelet and kube-proxy by the programs' own defaults, as JSON: their tables say them, and no code does. */
const ofPrograms = new Map<string, Set<string>>();
for (const program of ['kubelet', 'kube-proxy']) {
  for (const line of readFileSync(`data/${program}-defaults.tsv`, 'utf8').split('\n')) {
    const [field = '', text = ''] = line.split('\t');
    if (line === '' || line.startsWith('#') || ['""', '[]', '{}'].includes(text)) continue;
    ofPrograms.set(text, (ofPrograms.get(text) ?? new Set()).add(field.slice(field.lastIndexOf('.') + 1)));
  }
}

/** A literal as JSON; undefined for everything else. */
function literal(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  const { type, value, elements, properties, expression, quasis } = node;
  if (type.startsWith('TS')) return literal(expression);
  if (type === 'Literal') return JSON.stringify(value);
  if (type === 'ArrayExpression' && (elements as unknown[]).length === 0) return '[]';
  if (type === 'ObjectExpression' && (properties as unknown[]).length === 0) return '{}';
  if (type !== 'TemplateLiteral' || (quasis as unknown[]).length !== 1) return undefined;
  const [{ value: text }] = quasis as [{ value: { cooked: string } }];
  return JSON.stringify(text.cooked);
}

/** What a value is called: `c` of `a.b?.c`. */
function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  const { type, name, property, expression, left, right, key, value } = node;
  if (type === 'Identifier') return String(name);
  if (type === 'Literal') return String(value);
  return nameOf(
    { MemberExpression: property, AssignmentPattern: left, LogicalExpression: right, Property: key }[type] ??
      expression,
  );
}

/** A value that stands in for another one, called so, where that is missing. */
type Fallback = readonly [name: string | undefined, value: unknown];

function fallbacksOf(node: Node): Fallback[] {
  const { type, left, right, value, key, operator, consequent, alternate } = node;
  if (type === 'Property' && isNode(value) && value.type === 'AssignmentPattern') return [[nameOf(key), value.right]];
  if (type === 'AssignmentPattern') return [[nameOf(left), right]];
  if (type === 'LogicalExpression' && operator !== '&&') return [[nameOf(left), right]];
  if (type === 'AssignmentExpression' && ['??=', '||='].includes(String(operator))) return [[nameOf(left), right]];
  if (type !== 'ConditionalExpression') return [];
  const branches = [
    [alternate, consequent],
    [consequent, alternate],
  ];
  return branches.flatMap(([other, standard]): Fallback[] =>
    asksFor(nameOf(other), node.test) ? [[nameOf(other), standard]] : [],
  );
}

/** Whether a condition is that something called so is there. */
function asksFor(name: string | undefined, condition: unknown): boolean {
  if (!isNode(condition)) return false;
  const { type, left, right, argument } = condition;
  if (type === 'UnaryExpression') return asksFor(name, argument);
  if (type !== 'BinaryExpression') return name !== undefined && nameOf(condition) === name;
  const isNothing = nameOf(right) === 'undefined' || literal(right) === 'null';
  return isNothing && asksFor(name, left);
}

/** Whether a value is the default of a key of the schema, or a program's own of its field. */
function isDefault([name, value]: Fallback): boolean {
  const text = literal(value);
  if (text !== undefined && ofPrograms.get(text)?.has(String(name))) return true;
  const keys = text === undefined ? undefined : defaults.get(text);
  return keys !== undefined && (!common.includes(String(text)) || keys.has(String(name)));
}

/** All nodes of a syntax tree. */
function nodesOf(tree: unknown): Node[] {
  if (Array.isArray(tree)) return tree.flatMap(nodesOf);
  return isNode(tree) ? [tree, ...Object.values(tree).flatMap(nodesOf)] : [];
}

/** Defaults of the schema that a program makes by itself. */
function repeated(source: string): string[] {
  const found = nodesOf(parseAst(source, { lang: 'ts' })).filter((node) => fallbacksOf(node).some(isDefault));
  return [...new Set(found.map(({ start, end }) => source.slice(start, end)))];
}

function sourcesOf(room: string): string[] {
  const names = readdirSync(room, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /(?<!\.test)\.ts$/.test(name)).map((name) => join(room, name));
}

const isPlans = (file: string, found: string): boolean => file.startsWith('src/plan') && found.endsWith('?? []');

it.each(rooms.flatMap(sourcesOf))('%s makes no default that the schema makes', (file) =>
  expect(repeated(readFileSync(file, 'utf8')).filter((found) => !isPlans(file, found))).toEqual([]),
);

it.each([
  "const { plugin = 'bridge' } = cni;",
  "const { plugin: chosen = 'bridge' } = cni;",
  'const mask = network.nodeMask ?? 24;',
  "const name = cni?.bridge || ('cni0' as string);",
  "const path = given === undefined ? '/opt/cni/bin' : given;",
  'const path = given ? given : `/opt/cni/bin`;',
  'function of({ workers = [] }: Spec) {}',
  'runtime.config ??= {};',
  'const hairpin = cni.hairpinMode ?? true;',
  "const encoding = part['encoding'] ?? 'none';",
  "const domain = (network as Network).domain ?? 'cluster.local';",
  'const port = flags[flag] ?? config.healthzPort ?? 10248;',
  "const { cpuManagerPolicy = 'none' } = config;",
])('would find %s', (source) => expect(repeated(source)).not.toEqual([]));

it.each([
  "const text = words[0] ?? '';",
  "const shown = node.healthz ?? 'none';",
  'const [, host] = /x/.exec(text) ?? [];',
  'const minor = version.minor ?? 25;',
  'const modules = proxy ? needs[proxy.mode].modules : [];',
  "const wanted = name === 'hostname' ? 'spec' : name;",
  "const all = plugin === 'bridge' && mask > 24;",
  'const workers = spec.workers ?? others;',
])('lets %s be', (source) => expect(repeated(source)).toEqual([]));

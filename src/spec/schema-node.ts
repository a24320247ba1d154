import { clusterSchemaText } from '../generated/cluster-schema.js';
import type { SpecPath } from './diagnostic.js';

/** The parts of the schema's dialect that the spec's schema uses. `x-form` says in words what a pattern or format wants. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly 'x-default-from'?: string;
  readonly 'x-form'?: string;
  readonly enum?: readonly string[];
  /** Words that the enum leaves out, as nobody keeps what they name any more: since when, and what to take. */
  readonly 'x-ended'?: Readonly<Record<string, { readonly until: string; readonly instead: string }>>;
  /** What other tools call some of the words. */
  readonly 'x-meant'?: Readonly<Record<string, string>>;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly items?: SchemaNode;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
  readonly $ref?: string;
  /** Parts that only editors and the manual read: of other programs' settings, some of them under a condition. */
  readonly allOf?: readonly (SchemaNode & { readonly then?: SchemaNode })[];
  /** Gone from the newest release of its program. */
  readonly doNotSuggest?: true;
}

let parsed: SchemaNode | undefined;

/** The schema's root: parsed at the first question, as a good spec asks none. */
export function schemaRoot(): SchemaNode {
  parsed ??= JSON.parse(clusterSchemaText) as SchemaNode;
  return parsed;
}

function dereferenced(node: SchemaNode | undefined, root: SchemaNode): SchemaNode | undefined {
  if (node === undefined) return undefined;
  const name = node.$ref?.replace('#/definitions/', '');
  const parts = [
    ...(name === undefined ? [] : [dereferenced(root.definitions?.[name], root) ?? {}]),
    ...(node.allOf ?? []).map((part) => dereferenced(part.then ?? part, root) ?? {}),
  ];
  return parts.length === 0 ? node : joined(parts, node);
}

/** A node with its parts: what it says itself counts, and a key that several of them have is joined from all. */
function joined(parts: readonly SchemaNode[], node: SchemaNode): SchemaNode {
  const whole: SchemaNode = Object.assign({}, ...parts, node);
  const descriptions = parts.flatMap(({ description }) => (description === undefined ? [] : [description]));
  const keys = new Set([node, ...parts].flatMap(({ properties = {} }) => Object.keys(properties)));
  const properties = [...keys].map((key) => {
    const others = parts.flatMap(({ properties: of = {} }) => of[key] ?? []);
    return [key, together(node.properties?.[key], others)] as const;
  });
  return {
    ...whole,
    ...(node.description === undefined && descriptions.length > 0 ? { description: descriptions.join('\n\n') } : {}),
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
  };
}

function together(own: SchemaNode | undefined, others: readonly SchemaNode[]): SchemaNode {
  if (own === undefined) return others.length === 1 ? (others[0] as SchemaNode) : { allOf: others };
  return others.length === 0 ? own : { ...own, allOf: [...(own.allOf ?? []), ...others] };
}

function child(node: SchemaNode, step: string | number): SchemaNode | undefined {
  if (typeof step === 'number') return node.items;
  if (node.properties && Object.hasOwn(node.properties, step)) return node.properties[step];
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
}

/** What the schema says of the value at a path; undefined where it says nothing. A step into a list may be any number. */
export function schemaAt(path: SpecPath, root: SchemaNode = schemaRoot()): SchemaNode | undefined {
  let node: SchemaNode | undefined = dereferenced(root, root);
  for (const step of path) node = node && dereferenced(child(node, step), root);
  return node;
}

/**
 * The path of a dotted name as people write it: with indices, or without, where the schema says that there is a list;
 * a key that has dots itself in quotes, or as it is, where the schema names it.
 */
export function stepsOf(name: string, root: SchemaNode = schemaRoot()): SpecPath {
  const path: (string | number)[] = [];
  let rest: string | undefined = name.replace(/\[\d*\]/g, '').replace(/\.?\[?"([^"]+)"\]?/g, '.$1');
  while (rest !== undefined) {
    const node = schemaAt(path, root);
    if (node?.items !== undefined) path.push(0);
    const keys = Object.keys((node?.items === undefined ? node : schemaAt(path, root))?.properties ?? {});
    const left: string = rest;
    const dotted = keys.filter((key) => key.includes('.') && `${left}.`.startsWith(`${key}.`));
    const [step = left.split('.')[0] ?? ''] = dotted.sort((a, b) => b.length - a.length);
    path.push(step);
    rest = left.length > step.length ? left.slice(step.length + 1) : undefined;
  }
  return path;
}

let paths: readonly string[] | undefined;

/** Every key that the schema names, as dotted paths without list indices: `spec.workers.name`. */
export function namedPaths(root?: SchemaNode): readonly string[] {
  if (root !== undefined) return pathsBelow(root, '', root);
  paths ??= pathsBelow(schemaRoot(), '', schemaRoot());
  return paths;
}

function pathsBelow(node: SchemaNode, prefix: string, root: SchemaNode): string[] {
  const whole = dereferenced(node, root) ?? {};
  const inner = Object.entries(whole.properties ?? {}).flatMap(([key, value]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return [path, ...pathsBelow(value, path, root)];
  });
  return whole.items ? [...inner, ...pathsBelow(whole.items, prefix, root)] : inner;
}

/** A value as one line of YAML flow style. */
export function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}: ${inline(item)}`)
      .join(', ')}}`;
  }
  if (typeof value !== 'string') return String(value);
  const plain = /^[A-Za-z/][-\w./]*$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value);
  return plain || /^(\d{1,3}\.){3}\d{1,3}(\/\d+)?$/.test(value) ? value : JSON.stringify(value);
}

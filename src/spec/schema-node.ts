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
}

let parsed: SchemaNode | undefined;

/** The schema's root: parsed at the first question, as a good spec asks none. */
export function schemaRoot(): SchemaNode {
  parsed ??= JSON.parse(clusterSchemaText) as SchemaNode;
  return parsed;
}

function dereferenced(node: SchemaNode | undefined): SchemaNode | undefined {
  const name = node?.$ref?.replace('#/definitions/', '');
  return name === undefined ? node : { ...schemaRoot().definitions?.[name], ...node };
}

function child(node: SchemaNode, step: string | number): SchemaNode | undefined {
  if (typeof step === 'number') return node.items;
  if (node.properties && Object.hasOwn(node.properties, step)) return node.properties[step];
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
}

/** What the schema says of the value at a path; undefined where it says nothing. A step into a list may be any number. */
export function schemaAt(path: SpecPath): SchemaNode | undefined {
  let node: SchemaNode | undefined = schemaRoot();
  for (const step of path) node = node && dereferenced(child(node, step));
  return node;
}

/** The path of a dotted name as people write it: with indices, or without, where the schema says that there is a list. */
export function stepsOf(name: string): SpecPath {
  const path: (string | number)[] = [];
  for (const part of name.replace(/\[\d*\]/g, '').split('.')) {
    if (schemaAt(path)?.items !== undefined) path.push(0);
    path.push(part);
  }
  return path;
}

let paths: readonly string[] | undefined;

/** Every key that the schema names, as dotted paths without list indices: `spec.workers.name`. */
export function namedPaths(): readonly string[] {
  paths ??= pathsBelow(schemaRoot(), '');
  return paths;
}

function pathsBelow(node: SchemaNode, prefix: string): string[] {
  const whole = dereferenced(node) ?? {};
  const inner = Object.entries(whole.properties ?? {}).flatMap(([key, value]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return [path, ...pathsBelow(value, path)];
  });
  return whole.items ? [...inner, ...pathsBelow(whole.items, prefix)] : inner;
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

import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { Refused } from './refused.js';
import { core, ofScalars, tagOfScalar } from './scalars.js';

/** The deepest that values lie within one another: Python's own stack ends at about three hundred. */
export const deepestYaml = 200;

export const tooDeep = `its values lie within one another more than ${deepestYaml} deep`;

const collections = ['map', 'seq', 'set', 'omap', 'pairs'];

const shortTag = (tag: string): string => (tag.startsWith(core) ? `!!${tag.slice(core.length)}` : tag);

/** The name of one of YAML's own tags; the usual one where there is none, or `!`. */
const nameOf = (tag: string | undefined, usual: string): string => {
  if (tag === undefined || tag === '!') return usual;
  return tag.startsWith(core) ? tag.slice(core.length) : '';
};

/** Why a tag can't be: nobody knows it, or it is one of another kind of value. */
function misplaced(tag: string | undefined, kind: string): Refused {
  const name = nameOf(tag, '');
  const isKnown = Object.hasOwn(ofScalars, name) || collections.includes(name);
  return new Refused(
    isKnown ? `${shortTag(tag ?? '')} stands before ${kind}` : `it does not know the tag ${shortTag(tag ?? '')}`,
  );
}

/** A scalar's text as PyYAML has it: the package ends the last line of a block that ends with the document. */
function textOf({ type, value, range }: Scalar, source: string): string {
  const text = String(value ?? '');
  const isLast = /^BLOCK/.test(type ?? '') && !source.endsWith('\n') && range?.[1] === source.length;
  return isLast ? text.replace(/\n$/, '') : text;
}

function constructScalar(node: Scalar, source: string): unknown {
  const { type, srcToken } = node;
  if (type === 'PLAIN' && srcToken && 'source' in srcToken && srcToken.source.includes('\t'))
    throw new Refused(`"${node.source}" has a tab in it or behind it: quote it`);
  const tag = tagOfScalar(node);
  const name = tag.slice(core.length);
  const make = tag.startsWith(core) && Object.hasOwn(ofScalars, name) ? ofScalars[name] : undefined;
  if (make) return make(textOf(node, source));
  if (tag === `${core}value` || tag === `${core}merge`)
    throw new Refused(`"${node.value}" without quotes is no text there: quote it`);
  throw misplaced(tag, 'a text');
}

/** Whether a pair is `: VALUE`, without even the `?` of a key that is empty. */
function lacksKey({ key, srcToken }: Pair): boolean {
  const isEmpty = key === null || (isScalar(key) && key.source === '' && !key.tag && !key.anchor);
  return isEmpty && !srcToken?.start.some(({ type }) => type === 'explicit-key-ind');
}

const isHashable = (key: unknown): boolean =>
  typeof key !== 'object' || key === null || key instanceof Date || key instanceof Uint8Array;

/**
 * The values of a document that the `yaml` package has parsed without resolving a tag: what yaml/pyyaml makes of them,
 * lib/yaml/constructor.py, SafeConstructor. An anchor's value is the same object wherever it is named.
 */
export function constructDocument({ contents }: Document, source: string): unknown {
  const anchors = new Map<string, unknown>();
  const open = new Set<string>();

  function aliased(name: string): unknown {
    if (open.has(name)) throw new Refused(`&${name} holds itself, as *${name}`);
    if (!anchors.has(name)) throw new Refused(`*${name} names no &${name} before it`);
    return anchors.get(name);
  }

  function construct(node: Node | null, depth: number): unknown {
    if (depth > deepestYaml) throw new Refused(tooDeep);
    if (node === null) return null;
    if (isAlias(node)) return aliased(node.source);
    const anchor = (node as { anchor?: string }).anchor;
    if (anchor === undefined) return constructValue(node, depth);
    if (anchors.has(anchor) || open.has(anchor)) throw new Refused(`&${anchor} stands there twice`);
    open.add(anchor);
    const value = constructValue(node, depth);
    open.delete(anchor);
    anchors.set(anchor, value);
    return value;
  }

  function constructValue(node: Node, depth: number): unknown {
    if (isMap(node)) return constructMap(node, depth);
    return isSeq(node) ? constructSeq(node, depth) : constructScalar(node as Scalar, source);
  }

  function constructMap(node: YAMLMap, depth: number): unknown {
    const name = nameOf(node.tag, 'map');
    if (name === 'map') return mapping(node, depth);
    if (name === 'set') return Object.keys(mapping(node, depth));
    throw misplaced(node.tag, 'a mapping');
  }

  function constructSeq(node: YAMLSeq, depth: number): unknown {
    const name = nameOf(node.tag, 'seq');
    if (name === 'seq') return node.items.map((item) => construct(item as Node | null, depth + 1));
    if (name === 'omap' || name === 'pairs') return pairs(node, name, depth);
    throw misplaced(node.tag, 'a list');
  }

  function pairs(node: YAMLSeq, name: string, depth: number): unknown[] {
    return node.items.map((item) => {
      if (!isMap(item) || item.items.length !== 1) throw new Refused(`!!${name} is a list of single pairs`);
      return Object.entries(mapping(item, depth + 1))[0];
    });
  }

  function mapping(node: YAMLMap, depth: number): Record<string, unknown> {
    const merged = new Map<string, unknown>();
    const own = new Map<string, unknown>();
    for (const pair of node.items as Pair<Node | null, Node | null>[]) {
      const { key, value } = pair;
      if (lacksKey(pair)) throw new Refused('a ":" stands there without a key before it');
      if (isScalar(key) && tagOfScalar(key) === `${core}merge`) mergeInto(merged, construct(value, depth + 1));
      else {
        const name = keyOf(key, depth);
        own.set(name, construct(value, depth + 1));
      }
    }
    // Unlike an assignment this makes a key of "__proto__", too.
    return Object.fromEntries([...merged, ...own]);
  }

  function keyOf(node: Node | null, depth: number): string {
    if (isScalar(node) && tagOfScalar(node) === `${core}value`) return String(node.value);
    const key = construct(node, depth + 1);
    if (!isHashable(key)) throw new Refused('a key is a list or a mapping: quote what begins with [ or {');
    return key instanceof Date ? key.toISOString() : String(key);
  }

  function mergeInto(merged: Map<string, unknown>, value: unknown): void {
    // Of several the first one wins.
    for (const each of Array.isArray(value) ? [...value].reverse() : [value]) {
      if (isHashable(each) || Array.isArray(each)) throw new Refused('<<: takes mappings in, and nothing else');
      for (const [name, item] of Object.entries(each as object)) merged.set(name, item);
    }
  }

  return construct(contents as Node | null, 0);
}

import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { Diagnostic } from './diagnostic.js';
import { LineIndex } from './line-index.js';
import { suggestionFor } from './suggestion.js';
import { atOffsets, characterName, valueLimit } from './text-flaws.js';

/** Levels of nesting; nothing in a spec has more than ten. */
const depthLimit = 64;

export interface YamlValue {
  readonly value: unknown;
  readonly diagnostics: Diagnostic[];
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

interface Read {
  readonly value: unknown;
  /** Values that this one stands for, itself included and aliases followed. */
  readonly size: number;
}

/** Whether a key is the merge key; in quotes it is an ordinary one. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** Where a node lies in the text, without white space and comments behind it. */
export function nodeOffsets(node: unknown): readonly [number, number] {
  const range = (node as Node | null)?.range;
  return range ? [range[0], range[1]] : [0, 0];
}

/**
 * Turns a document's tree into plain values. The library's own conversion cannot be used: it counts aliases where their
 * effect counts, searches the whole document for each of them, and compares each key with all keys before it.
 */
class ValueReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly targets = new Map<Alias, Node>();
  private readonly anchors = new Map<string, Node>();
  private readonly done = new Map<Node, Read>();
  private readonly text: string;
  private lines: LineIndex | undefined;
  private total = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(node: unknown, depth: number): Read {
    if (isAlias(node)) return this.readAlias(node);
    const anchored = node as Node & { anchor?: string };
    if (anchored?.anchor) this.anchors.set(anchored.anchor, anchored);
    if (++this.total > valueLimit) return this.tooMany(node);
    const read = this.readPlain(node, depth);
    if (anchored?.anchor) this.done.set(anchored, read);
    return read;
  }

  private readPlain(node: unknown, depth: number): Read {
    if (depth > depthLimit) {
      if (depth === depthLimit + 1) this.report('yaml-too-deep', node, { limit: depthLimit });
      return { value: null, size: 1 };
    }
    if (isMap(node)) return this.readMap(node, depth);
    if (!isSeq(node)) return { value: isScalar(node) ? this.readScalar(node) : null, size: 1 };
    const items = node.items.map((item) => this.read(item, depth + 1));
    return { value: items.map(({ value }) => value), size: items.reduce((sum, { size }) => sum + size, 1) };
  }

  private readScalar(scalar: Scalar): unknown {
    const { value, source = '' } = scalar;
    if (typeof value === 'string') {
      const lone = /\p{Surrogate}/u.exec(value)?.[0];
      if (lone !== undefined) this.report('text-lone-surrogate', scalar, { name: characterName(lone) });
    }
    const inexact =
      typeof value === 'number' && (Number.isInteger(value) ? !Number.isSafeInteger(value) : !Number.isFinite(value));
    if (inexact) this.report('number-inexact', scalar, { source });
    return value;
  }

  private readMap(map: YAMLMap, depth: number): Read {
    const value: Record<string, unknown> = {};
    const firsts = new Map<string, Pair>();
    const merged: object[] = [];
    let size = 1;
    for (const pair of map.items) {
      const key = this.readKey(pair);
      const read = this.read(pair.value, depth + 1);
      size += read.size;
      if (isMergeKey(pair.key)) merged.push(...this.mergeSources(pair, read.value));
      else if (key === undefined) continue;
      else if (Object.hasOwn(value, key)) this.reportDuplicate(key, pair, firsts.get(key) ?? pair);
      else {
        value[key] = read.value;
        firsts.set(key, pair);
      }
    }
    for (const source of merged) {
      for (const [key, item] of Object.entries(source)) if (!Object.hasOwn(value, key)) value[key] = item;
    }
    return { value, size };
  }

  /** The text of a key, or undefined (and a diagnostic) for one that is no text. */
  private readKey(pair: Pair): string | undefined {
    if (isAlias(pair.key)) this.readAlias(pair.key);
    const key = isAlias(pair.key) ? this.targets.get(pair.key) : pair.key;
    if (isScalar(key) && key.anchor) this.anchors.set(key.anchor, key);
    if (isScalar(key) && key.value === '__proto__')
      this.report('key-unknown', key, { key: '__proto__', where: 'here' });
    else if (isScalar(key) && typeof key.value === 'string') return key.value;
    else if (key !== undefined) {
      const kind = isScalar(key) ? kindOf(key.value) : 'a list or mapping';
      const source = isScalar(key) && key.source ? { source: key.source } : {};
      this.report('yaml-key-not-text', pair.key, { kind, ...source });
    }
    return undefined;
  }

  private reportDuplicate(key: string, pair: Pair, first: Pair): void {
    this.lines ??= new LineIndex(this.text);
    this.report('yaml-duplicate-key', pair.key, { key, line: this.lines.lineOf(nodeOffsets(first.key)[0]) });
  }

  private mergeSources(pair: Pair, value: unknown): object[] {
    if (isAlias(pair.value) && !this.targets.has(pair.value)) return [];
    const list = Array.isArray(value) ? value : [value];
    if (list.every((item) => item !== null && typeof item === 'object' && !Array.isArray(item))) return list;
    this.report('yaml-merge-malformed', pair.key, {});
    return [];
  }

  private readAlias(alias: Alias): Read {
    const target = this.anchors.get(alias.source);
    if (target === undefined) {
      const known = this.anchors.size < 100 ? [...this.anchors.keys()] : [];
      const suggestion = suggestionFor(alias.source, known);
      this.report('yaml-alias-unknown', alias, { name: alias.source, ...(suggestion ? { suggestion } : {}) });
      return { value: null, size: 1 };
    }
    this.targets.set(alias, target);
    const read = isScalar(target) ? { value: target.value, size: 1 } : this.done.get(target);
    if (read === undefined) {
      this.report('yaml-alias-loop', alias, { name: alias.source });
      return { value: null, size: 1 };
    }
    this.total += read.size;
    return this.total > valueLimit ? this.tooMany(alias) : read;
  }

  private tooMany(node: unknown): Read {
    if (!this.diagnostics.some(({ code }) => code === 'yaml-too-many-values')) {
      this.report('yaml-too-many-values', node, { limit: valueLimit });
    }
    return { value: null, size: 1 };
  }

  private report(code: Diagnostic['code'], node: unknown, args: Diagnostic['args']): void {
    const [start, end] = nodeOffsets(node);
    this.diagnostics.push(atOffsets(code, args, start, end));
  }
}

/** What a value is, in words. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing (null)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return 'text';
  return typeof value === 'boolean' ? `the boolean ${value}` : `the number ${String(value)}`;
}

/** The plain value of a tree, aliases and merge keys followed, and what is wrong with it whatever it means. */
export function readYamlValue(text: string, contents: Node | null): YamlValue {
  const reader = new ValueReader(text);
  const { value } = reader.read(contents, 0);
  return { value, diagnostics: reader.diagnostics, targets: reader.targets };
}

import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { SpecPath } from '../../spec/diagnostic.js';

/** Where in a spec a word is about to be written: as a key of the mapping at a path, or as the value at one. */
export interface Place {
  readonly role: 'key' | 'value';
  readonly path: SpecPath;
  /** Keys that the mapping has already. */
  readonly present: readonly string[];
}

const parse = (text: string): Node | null =>
  parseDocument(text, { schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' }).contents as Node;

/** The way to a node from its ancestors: keys and indices. */
function pathOf(ancestors: readonly unknown[], node: unknown): SpecPath {
  const chain = [...ancestors, node];
  return chain.flatMap((each, index): (string | number)[] => {
    const below = chain[index + 1];
    if (isSeq(each)) return [each.items.indexOf(below)];
    const key = (each as Partial<Pair>)?.key;
    return key !== undefined && isScalar(key) && below !== undefined && below !== key ? [String(key.value)] : [];
  });
}

const marker = 'bootwright-was-here';

/** What a marker written into the text turns out to be. */
function markedPlace(text: string): Place | null {
  let place: Place | null = null;
  visit(parse(text), {
    Scalar: (at, node, ancestors) => {
      if (node.value !== marker) return undefined;
      const isKey = at === 'key';
      const map = [...ancestors].reverse().find(isMap);
      const keys = isKey && map ? map.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : [])) : [];
      const way = pathOf(ancestors, node);
      place = { role: isKey ? 'key' : 'value', path: way, present: keys.filter((key) => key !== marker) };
      return visit.BREAK;
    },
  });
  return place;
}

/** What may be written in place of the word between two offsets; of several readings the likeliest first. */
export function placesAt(text: string, from: number, to: number): Place[] {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (/(^|\s)#/.test(line)) return [];
  const isValue = /:\s+$/.test(line);
  const asValue = markedPlace(before + marker + after);
  if (isValue) return asValue === null ? [] : [asValue];
  const asKey = /^[ \t]*:/.test(after) ? asValue : markedPlace(`${before}${marker}: null${after}`);
  return [asKey, asValue].flatMap((place) => (place === null ? [] : [place]));
}

/** A key of the spec and its place in the text. */
export interface FoundField {
  readonly path: SpecPath;
  readonly from: number;
  readonly to: number;
}

/** The key that stands at an offset, or whose value does. */
export function fieldAt(text: string, offset: number): FoundField | null {
  let [node, found]: [unknown, FoundField | null] = [parse(text), null];
  const path: (string | number)[] = [];
  const holds = (each: unknown): boolean => {
    const [start, end] = (each as Node | null)?.range ?? [1, 0];
    return start <= offset && offset <= end;
  };
  while (isMap(node) || isSeq(node)) {
    const items: readonly unknown[] = node.items;
    const index = isMap(node)
      ? node.items.findIndex(({ key, value }) => holds(key) || holds(value))
      : items.findIndex(holds);
    if (index < 0) break;
    const item = items[index];
    if (isSeq(node)) {
      path.push(index);
      node = item;
      continue;
    }
    const { key, value } = item as Pair<Node, Node>;
    if (!isScalar(key) || !key.range) break;
    path.push(String(key.value));
    found = { path: [...path], from: key.range[0], to: key.range[1] };
    node = holds(key) ? null : value;
  }
  return found;
}

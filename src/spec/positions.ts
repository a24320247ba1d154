import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { Diagnostic, SpecPath } from './diagnostic.js';
import type { ParsedSpec } from './parse.js';
import { isMergeKey, nodeOffsets } from './yaml-value.js';

type Finder = Pick<ParsedSpec, 'contents' | 'targets'>;
type TextFinder = Finder & Pick<ParsedSpec, 'text'>;

function followed(node: unknown, { targets }: Finder): unknown {
  return isAlias(node) ? targets.get(node) : node;
}

/** What is written out in a mapping: the first pair of each key, and the pairs that merge others. */
interface MapIndex {
  readonly own: ReadonlyMap<unknown, Pair>;
  readonly merges: readonly Pair[];
}

// A mapping may have a hundred thousand keys, and as many problems: each is looked up by its key, not searched for.
const indexes = new WeakMap<object, MapIndex>();

function indexOf(map: { items: readonly Pair[] }, finder: Finder): MapIndex {
  const known = indexes.get(map);
  if (known !== undefined) return known;
  const own = new Map<unknown, Pair>();
  const merges: Pair[] = [];
  for (const pair of map.items) {
    const node = followed(pair.key, finder);
    if (isMergeKey(pair.key)) merges.push(pair);
    else if (isScalar(node) && !own.has(node.value)) own.set(node.value, pair);
  }
  const index = { own, merges };
  indexes.set(map, index);
  return index;
}

/** The pair of a key: written out, or else in what the mapping merges. */
function pairOf(map: { items: readonly Pair[] }, key: string, finder: Finder): Pair | undefined {
  const { own, merges } = indexOf(map, finder);
  const written = own.get(key);
  if (written !== undefined) return written;
  for (const merge of merges) {
    const source = followed(merge.value, finder);
    for (const item of isSeq(source) ? source.items : [source]) {
      const inner = followed(item, finder);
      const found = isMap(inner) ? pairOf(inner, key, finder) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The pair or item at the end of a path, or as far along it as there is one. */
function deepest(path: SpecPath, finder: Finder): { place: unknown; whole: boolean } {
  let place: unknown = finder.contents;
  for (const step of path) {
    const node = followed(isPair(place) ? place.value : place, finder);
    const next =
      isSeq(node) && typeof step === 'number'
        ? node.items[step]
        : isMap(node)
          ? pairOf(node, String(step), finder)
          : undefined;
    if (next === undefined || next === null) return { place, whole: false };
    place = next;
  }
  return { place, whole: true };
}

/** The offsets of what a path leads to: the key, or the value; of the deepest part that exists, where the path goes on, the key. */
export function offsetsAt(parsed: Finder, path: SpecPath, at: Diagnostic['at']): readonly [number, number] {
  const { place, whole } = deepest(path, parsed);
  if (!isPair(place)) return nodeOffsets(place);
  const value = nodeOffsets(place.value);
  const showsValue = whole && at === 'value' && value[1] > value[0];
  return showsValue ? value : nodeOffsets(place.key);
}

/** Where the lines of a block begin: those of its value, and the same in the source, each behind its indentation. */
interface BlockLines {
  readonly ofValue: readonly number[];
  readonly ofSource: readonly (number | undefined)[];
}

// A text may have as many problems as lines.
const blocks = new WeakMap<Scalar, BlockLines>();

function blockLines(scalar: Scalar, text: string): BlockLines {
  const known = blocks.get(scalar);
  if (known !== undefined) return known;
  const [start, end] = nodeOffsets(scalar);
  const ofValue: number[] = [];
  const ofSource: (number | undefined)[] = [];
  let [value, source] = [0, text.indexOf('\n', start) + 1];
  for (const line of String(scalar.value).split('\n')) {
    const next = text.indexOf('\n', source);
    const until = next < 0 ? end : next;
    const last = text[until - 1] === '\r' ? until - 1 : until;
    const from = last - line.length;
    ofValue.push(value);
    ofSource.push(from >= source && text.startsWith(line, from) ? from : undefined);
    [value, source] = [value + line.length + 1, until + 1];
  }
  blocks.set(scalar, { ofValue, ofSource });
  return { ofValue, ofSource };
}

/** The last of some ascending numbers that is not above another one. */
function lastUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The offset in the source of an offset in a scalar's value; undefined where it is written otherwise than it reads. */
function sourceOffset(scalar: Scalar, text: string, offset: number): number | undefined {
  if (scalar.type === 'BLOCK_LITERAL') {
    const { ofValue, ofSource } = blockLines(scalar, text);
    const line = lastUpTo(ofValue, offset);
    const from = ofSource[line];
    return from === undefined ? undefined : from + offset - (ofValue[line] ?? 0);
  }
  const [start, end] = nodeOffsets(scalar);
  const value = String(scalar.value);
  const from = [start, start + 1].find((each) => each + value.length <= end && text.startsWith(value, each));
  return from === undefined ? undefined : from + offset;
}

/** The offsets of a part of the text at a path; those of the whole where the part cannot be told. */
export function offsetsWithin(
  parsed: TextFinder,
  path: SpecPath,
  [start, end]: readonly [number, number],
): readonly [number, number] {
  const { place } = deepest(path, parsed);
  const node = followed(isPair(place) ? place.value : place, parsed);
  const from = isScalar(node) ? sourceOffset(node, parsed.text, start) : undefined;
  return from === undefined ? offsetsAt(parsed, path, 'value') : [from, from + end - start];
}

/** The text of the scalar at a path as it is written, without quotes; undefined where there is none. */
export function sourceAt(parsed: Finder, path: SpecPath): string | undefined {
  const { place, whole } = deepest(path, parsed);
  const node = followed(isPair(place) ? place.value : place, parsed);
  return whole && isScalar(node) ? ((node as Node & { source?: string }).source ?? undefined) : undefined;
}

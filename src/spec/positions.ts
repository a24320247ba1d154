import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Diagnostic, SpecPath } from './diagnostic.js';
import type { ParsedSpec } from './parse.js';
import { isMergeKey, nodeOffsets } from './yaml-value.js';

/** A place in a text: lines and columns count from 1, columns in UTF-16 units as editors do; the end is exclusive. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

type Finder = Pick<ParsedSpec, 'contents' | 'targets'>;

function followed(node: unknown, { targets }: Finder): unknown {
  return isAlias(node) ? targets.get(node) : node;
}

/** The pair of a key: written out, or else in what the mapping merges. */
function pairOf(map: { items: readonly Pair[] }, key: string, finder: Finder): Pair | undefined {
  const keyText = (pair: Pair) => {
    const node = followed(pair.key, finder);
    return isScalar(node) ? node.value : undefined;
  };
  const own = map.items.find((pair) => !isMergeKey(pair.key) && keyText(pair) === key);
  if (own !== undefined) return own;
  for (const merge of map.items.filter((pair) => isMergeKey(pair.key))) {
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

/** The text of the scalar at a path as it is written, without quotes; undefined where there is none. */
export function sourceAt(parsed: Finder, path: SpecPath): string | undefined {
  const { place, whole } = deepest(path, parsed);
  const node = followed(isPair(place) ? place.value : place, parsed);
  return whole && isScalar(node) ? ((node as Node & { source?: string }).source ?? undefined) : undefined;
}

/** Lines of a text and the way from offsets to them. */
export class LineIndex {
  readonly text: string;
  private readonly starts: number[] = [0];

  constructor(text: string) {
    this.text = text;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) this.starts.push(end + 1);
  }

  /** The line (from 1) of an offset. */
  lineOf(offset: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The text of a line without its end; empty beyond the last. */
  line(number: number): string {
    const start = this.starts[number - 1];
    if (start === undefined) return '';
    const next = this.starts[number] ?? this.text.length + 1;
    return this.text.slice(start, next - 1).replace(/\r$/, '');
  }

  get count(): number {
    return this.starts.length;
  }

  private point(offset: number): [line: number, column: number] {
    const line = this.lineOf(offset);
    const column = offset - (this.starts[line - 1] ?? 0) + 1;
    return [line, Math.min(column, this.line(line).length + 1)];
  }

  /** The position of a part of the text; offsets beyond it are drawn in. */
  position([start, end]: readonly [number, number]): Position {
    const first = Math.min(Math.max(0, start), this.text.length);
    const [line, column] = this.point(first);
    const [endLine, endColumn] = this.point(Math.min(Math.max(first, end), this.text.length));
    return { line, column, endLine, endColumn };
  }
}

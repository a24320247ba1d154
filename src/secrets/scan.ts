/** A part of a text that is kept from readers: offsets in UTF-16 units, the end exclusive. */
export interface Secret {
  readonly start: number;
  readonly end: number;
  /** The row of the catalogue that knows it. */
  readonly shape: string;
}

/** Characters that belong together, by their code; nothing beyond ASCII does. */
export type CharacterSet = Uint8Array;

/** A set from its characters; `a-z` is a range. */
export function characters(list: string): CharacterSet {
  const set = new Uint8Array(128);
  for (let at = 0; at < list.length; at += 1) {
    const isRange = list[at + 1] === '-' && at + 2 < list.length;
    const [from, to] = [list.charCodeAt(at), list.charCodeAt(isRange ? at + 2 : at)];
    set.fill(1, from, to + 1);
    if (isRange) at += 2;
  }
  return set;
}

export const blank = characters(' \t');

/**
 * A text that is searched for secrets, and the work that this takes: every look at a character is a step, so that a
 * test can hold the sum against the text's length.
 */
export class Scan {
  readonly text: string;
  readonly found: Secret[] = [];
  steps = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The end of a run of a set's characters; no further than `limit`. */
  run(at: number, set: CharacterSet, limit = this.text.length): number {
    const { text } = this;
    let end = at;
    while (end < limit && set[text.charCodeAt(end)] === 1) end += 1;
    this.steps += end - at + 1;
    return end;
  }

  /** The first of a set's characters, or the limit. */
  until(at: number, set: CharacterSet, limit = this.text.length): number {
    const { text } = this;
    let end = at;
    while (end < limit && set[text.charCodeAt(end)] !== 1) end += 1;
    this.steps += end - at + 1;
    return end;
  }

  /** The start of a run that ends at a place; at most `most` characters before it. */
  runBefore(at: number, set: CharacterSet, most: number): number {
    let start = at;
    const least = Math.max(0, at - most);
    while (start > least && set[this.text.charCodeAt(start - 1)] === 1) start -= 1;
    this.steps += at - start + 1;
    return start;
  }

  /** The next place of a part, or -1. */
  find(part: string, from: number): number {
    const at = this.text.indexOf(part, from);
    this.steps += (at < 0 ? this.text.length : at) - from + part.length;
    return at;
  }

  private lineFrom = 0;
  private lineTo = -1;

  /** The end of the line that a place is in. */
  lineEnd(at: number): number {
    if (at >= this.lineFrom && at <= this.lineTo) return this.lineTo;
    const found = this.find('\n', at);
    this.lineFrom = at;
    this.lineTo = found < 0 ? this.text.length : found;
    return this.lineTo;
  }

  private readonly known = new Map<string, { readonly from: number; readonly to: number }>();

  /** The next place of a sign, or the text's end; asked again on the way there, it is known. */
  ahead(sign: string, at: number): number {
    const last = this.known.get(sign);
    if (last !== undefined && at >= last.from && at <= last.to) return last.to;
    const found = this.find(sign, at);
    const to = found < 0 ? this.text.length : found;
    this.known.set(sign, { from: at, to });
    return to;
  }

  /** The parts of a bounded piece; its length is the work. */
  match(pattern: RegExp, start: number, end: number): RegExpExecArray | null {
    this.steps += end - start;
    return pattern.exec(this.text.slice(start, end));
  }

  add(shape: string, start: number, end: number): void {
    if (end > start) this.found.push({ start, end, shape });
  }
}

/** Spans in order, those that overlap as one; the one that starts first gives the name. */
export function disjoint(found: readonly Secret[]): Secret[] {
  const inOrder = [...found].sort((a, b) => a.start - b.start || b.end - a.end);
  const all: Secret[] = [];
  for (const each of inOrder) {
    const last = all.at(-1);
    if (last === undefined || each.start >= last.end) all.push(each);
    else if (each.end > last.end) all[all.length - 1] = { ...last, end: each.end };
  }
  return all;
}

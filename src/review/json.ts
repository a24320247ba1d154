import { Unreadable } from './tree.js';
import { isMapping } from './yaml-1.1.js';

export type Json = Record<string, unknown>;

/** The deepest that values lie within one another, and how many there are: each costs memory before it can be counted. */
const most = { depth: 200, values: 1_000_000 };

const nesting: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };

/** Where a text in quotes ends that begins at a place. */
function textEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** Looks for brackets and commas outside of texts. Throws `Unreadable` where there are too many, or too deep. */
function checkShape(text: string): void {
  let [depth, values] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '"') at = textEnd(text, at);
    else if (sign === ',') values += 1;
    else depth += nesting[sign] ?? 0;
    if (depth > most.depth)
      throw new Unreadable(`its JSON can't be read: its values are nested more than ${most.depth} levels deep`);
    if (values > most.values) throw new Unreadable(`its JSON can't be read: it has more than ${most.values} values`);
  }
}

/** A text's value where it is a mapping in JSON; undefined where it is none. Throws `Unreadable` for one without end. */
export function jsonMapping(text: string): Json | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  checkShape(text);
  try {
    const value: unknown = JSON.parse(text);
    return isMapping(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const part = (value: unknown): Json => (isMapping(value) ? value : {});
export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isMapping) : []);
export const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

import { isPlainValue, isProse, looksRandom, scheme } from './plain-values.js';
import { blank, Scan } from './scan.js';
import { type Place, type Value, valueAt } from './value.js';

/** Names that other things have as well: what is no single word of theirs is no secret. */
const shortNames = new Set(['registry-auth', 'authorization']);
/** Of a value so much is looked at to tell whether it is one. */
const longestPlain = 400;
/** How far a value is read before it is known to be one, or the same lines would be read for many names. */
const firstLook = 1024;

/** Adds what of a value is secret, and says where to go on. */
export function hide(scan: Scan, shape: string, name: string, { parts, end }: Value, place: Place): number {
  let hidden = false;
  for (const [start, stop] of parts) {
    const [from, to] = trimmed(scan.text, start, stop);
    const head = scheme.exec(scan.text.slice(from, Math.min(to, from + 40)))?.[0].length ?? 0;
    const value = scan.text.slice(from + head, Math.min(to, from + head + longestPlain));
    if (isPlainValue(value.trim(), name)) continue;
    if (shortNames.has(shape) && head === 0 && !looksRandom(value)) continue;
    if (place.separator === ':' && !place.isFirst && place.quote === '' && !place.isFlow && isProse(value)) continue;
    const known = /^[a-z0-9]{6}\.(?=[a-z0-9]{16}$)/.test(value) ? 7 : 0;
    scan.add(shape, from + head + known, to);
    hidden = true;
  }
  return hidden ? end : 0;
}

/** Without blanks, and without the quotes and commas round an entry of a list. */
function trimmed(text: string, start: number, end: number): [number, number] {
  let [from, to] = [start, end];
  while (from < to && /["'\s]/.test(text[from] ?? '')) from += 1;
  while (to > from && /[\s,]/.test(text[to - 1] ?? '')) to -= 1;
  const quote = text[to - 1];
  if (from > start && to > from + 1 && (quote === '"' || quote === "'") && text[from - 1] === quote) to -= 1;
  return [from, to];
}

/** Whether a value that is cut off by the first look is none: what is decided by was seen. */
function isDecided(look: Scan, { parts, end }: Value): boolean {
  const [only, ...others] = parts;
  // Of a list the end may be lines away.
  if (only !== undefined && look.text[only[0] - 1] === '[' && look.text[only[1]] !== ']') return false;
  if (end < look.text.length) return true;
  return only !== undefined && others.length === 0 && trimmed(look.text, ...only)[0] + 2 * longestPlain < firstLook;
}

/** Hides a name's value: read to its end only where its start says that it is a secret. */
export function hideValue(scan: Scan, shape: string, name: string, place: Place): number {
  // A list's end is found once for all that begin before it.
  if (scan.text[scan.run(place.from, blank)] !== '[') {
    const look = new Scan(scan.text.slice(place.from, place.from + firstLook));
    const value = valueAt(look, { ...place, from: 0 });
    const isSecret = hide(look, shape, name, value, place) > 0;
    scan.steps += look.steps;
    if (!isSecret && isDecided(look, value)) return 0;
  }
  return hide(scan, shape, name, valueAt(scan, place), place);
}

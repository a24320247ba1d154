import { blank, characters, type Scan } from './scan.js';

/** Where a name stands, of which the value is to be found. */
export interface Place {
  /** Behind the separator. */
  readonly from: number;
  /** ` ` is a word of its own behind an option, `?` a part of a query, `>` an element of XML. */
  readonly separator: ':' | '=' | ' ' | '?' | '>';
  /** The column of the name. */
  readonly column: number;
  /** Nothing but dashes, blanks and a quote stands before the name on its line. */
  readonly isFirst: boolean;
  /** The quote in which the name stands together with its value; empty for none. */
  readonly quote: string;
  /** It stands within `{` or `[`. */
  readonly isFlow: boolean;
  /** Values run to the end of the line, also those with blanks: the text is settings, not a script. */
  readonly isSettings: boolean;
}

/** A value as it stands, in parts where it has several entries; and the place to go on from. */
export interface Value {
  readonly parts: readonly (readonly [start: number, end: number])[];
  readonly end: number;
}

const nothing = (end: number): Value => ({ parts: [], end });
const one = (start: number, end: number, next = end): Value => ({ parts: [[start, end]], end: next });

const isQuote = (character: string | undefined): character is string => character === '"' || character === "'";
const backslash = characters('\\');
const queryEnd = characters(' \t\n\r&#"\'<>\\`)|;,]}');
const wordEnd = characters(' \t\n\r"\'`');
const flowEnd = characters('\n\r,]}');
/** A list that ends no sooner is none. */
const longestList = 65_536;
const tagEnd = characters('<\n');

/** The end of the last line below that is deeper than a column; empty ones between them count. */
function deeperLines(scan: Scan, lineEnd: number, column: number): number {
  let [end, at] = [lineEnd, lineEnd + 1];
  while (at < scan.text.length) {
    const first = scan.run(at, blank);
    const next = scan.lineEnd(first);
    const isEmpty = next === first || (next === first + 1 && scan.text[first] === '\r');
    if (!isEmpty && first - at <= column) break;
    if (!isEmpty) end = next;
    at = next + 1;
  }
  return end;
}

/** How many characters a quote within quotes has: a shell's ('\\''), and YAML's (''); 0 for one that closes. */
function innerQuote(text: string, at: number): number {
  if (text.startsWith("'\\''", at)) return 4;
  return text[at + 1] === "'" ? 2 : 0;
}

function closingSingle(scan: Scan, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const length = scan.text[at] === "'" ? innerQuote(scan.text, at) : 1;
    if (length === 0) break;
    at += length;
  }
  scan.steps += at - from + 1;
  return Math.min(at, limit);
}

/** The place of the quote that closes one with as many backslashes before it; `limit` if none does. */
function closing(scan: Scan, from: number, limit: number, quote: string, escapes: number): number {
  if (quote === "'" && escapes === 0) return closingSingle(scan, from, limit);
  let slashes = 0;
  for (let at = from; at < limit; at += 1) {
    scan.steps += 1;
    const character = scan.text[at];
    if (character === quote && escapes === 0 && slashes % 2 === 0) return at;
    if (character === quote && escapes > 0 && slashes <= escapes) return at - slashes;
    slashes = character === '\\' ? slashes + 1 : 0;
  }
  return limit;
}

/** A text in quotes: to those that close it on its line, or on one of the deeper ones below. */
function quoted(scan: Scan, at: number, { column, separator }: Place): Value {
  const escapes = scan.run(at, backslash) - at;
  const quote = scan.text[at + escapes] ?? '';
  const from = at + escapes + 1;
  const triple = quote.repeat(3);
  if (escapes === 0 && scan.text.startsWith(triple, at)) {
    const end = scan.find(triple, at + 3);
    return end < 0 ? one(at + 3, scan.text.length) : one(at + 3, end, end + 3);
  }
  const line = scan.lineEnd(from);
  const end = closing(scan, from, line, quote, escapes);
  if (end < line) return one(from, end, end + escapes + 1);
  const last = separator === ' ' || escapes > 0 ? line : deeperLines(scan, line, column);
  return one(from, closing(scan, line, last, quote, escapes));
}

/** A list's entries as one: to its end on the line, or its dashes below. */
function listed(scan: Scan, at: number): Value {
  const end = scan.ahead(']', at + 1);
  return one(at + 1, end < Math.min(scan.text.length, at + longestList) ? end : scan.lineEnd(at));
}

/** What stands below a name that has nothing behind it: a text, or entries with dashes; settings have names of their own. */
function below(scan: Scan, lineEnd: number, { column, isFirst }: Place): Value {
  if (!isFirst) return nothing(lineEnd);
  const parts: [number, number][] = [];
  let [end, at] = [lineEnd, lineEnd + 1];
  while (at < scan.text.length) {
    const first = scan.run(at, blank);
    const next = scan.lineEnd(first);
    const isEntry = scan.text[first] === '-' && scan.text[first + 1] === ' ';
    if (first - at < column || (first - at === column && !isEntry) || first === next) break;
    const from = isEntry ? scan.run(first + 1, blank) : first;
    if (scan.match(/^["']?[\w.-]{1,100}["']?\s*[:=](?:\s|$)/, from, Math.min(next, from + 120))) break;
    parts.push([from, next]);
    end = next;
    at = next + 1;
  }
  return { parts, end };
}

/** A comment that begins later is hidden with the value. */
const longestLine = 1000;

/** A text without quotes. */
function plain(scan: Scan, at: number, place: Place): Value {
  const { separator, isFlow, isFirst, column, from } = place;
  if (separator === '?') return one(at, scan.until(at, queryEnd));
  if (separator === '>') return one(at, scan.until(at, tagEnd));
  if (isFlow && separator === ':') return one(at, scan.until(at, flowEnd));
  const line = scan.lineEnd(at);
  if (separator === ' ') return one(at, scan.until(at, wordEnd));
  if (separator === '=' && at === from && !place.isSettings) return one(at, scan.until(at, wordEnd));
  const comment = scan.text.slice(at, Math.min(line, at + longestLine)).search(/\s[#;]/);
  scan.steps += Math.min(line - at, longestLine);
  const end = comment < 0 ? line : at + comment;
  // YAML and INI go on below where that is deeper.
  return one(at, isFirst && separator === ':' && comment < 0 ? deeperLines(scan, line, column) : end, line);
}

/** The place behind an anchor and a tag of YAML, where a value follows. */
function behindTag(scan: Scan, at: number): number {
  const { text } = scan;
  if (!/[&!]/.test(text[at] ?? '')) return at;
  const behind = scan.run(scan.until(at, wordEnd), blank);
  return /[^\r\n]/.test(text[behind] ?? '') ? behindTag(scan, behind) : at;
}

/** A value that is on the lines below: a block of YAML, or nothing at all on the line. */
function lower(scan: Scan, at: number, place: Place): Value | undefined {
  const first = scan.text[at] ?? '';
  if (/[\r\n]/.test(first)) return below(scan, scan.lineEnd(at), place);
  if (!/[|>]/.test(first)) return undefined;
  const line = scan.lineEnd(at);
  if (!scan.match(/^[|>][-+0-9]{0,3}\s*(?:#|$)/, at, Math.min(line, at + 40))) return undefined;
  return one(scan.run(line + 1, blank), deeperLines(scan, line, place.column));
}

const isQuoted = ({ text }: Scan, at: number, outer: string): boolean => {
  const first = text[at];
  if (first === '\\') return /^\\{1,15}["']/.test(text.slice(at, at + 16));
  return isQuote(first) && first !== outer;
};

/** The value that a name has: what of it is to be hidden, if it is a secret. */
export function valueAt(scan: Scan, place: Place): Value {
  const { text } = scan;
  const { separator, quote } = place;
  let at = scan.run(place.from, blank);
  if (separator === ':') {
    at = behindTag(scan, at);
    const found = lower(scan, at, place);
    if (found) return found;
  }
  if (at >= text.length || (text[at] === '{' && text[at + 1] !== '{')) return nothing(at);
  if (isQuoted(scan, at, quote)) return quoted(scan, at, place);
  if (separator === ' ' || separator === '?') return plain(scan, at, place);
  if (text[at] === '[') return listed(scan, at);
  if (quote !== '') {
    return one(at, closing(scan, at, scan.lineEnd(at), quote, 0));
  }
  return plain(scan, at, place);
}

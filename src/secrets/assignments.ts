import { longestName, queryNames, secretNamed } from './name-shapes.js';
import { isPlainValue, isProse, looksRandom, scheme } from './plain-values.js';
import { blank, characters, Scan } from './scan.js';
import { Secrets } from './secret-objects.js';
import { type Place, type Value, valueAt } from './value.js';

const nameSet = characters('A-Za-z0-9_.-');
const closers = characters('"\'\\ \t');

/** A line as far as it has been read. */
interface Line {
  start: number;
  quote: string;
  depth: number;
  /** Below a heading of INI, with nothing else than settings and comments between. */
  isSection: boolean;
}

const heading = /^\s*\[[\w .:"'/@-]{1,150}\]\s*$/;
const setting = /^\s*(?:[#;]|[\w.-]{1,150}\s*=)/;

/** Whether a line goes on with a section of INI, or begins one. */
function isInSection(scan: Scan, start: number, was: boolean): boolean {
  const first = scan.text[scan.run(start, blank)];
  if (first !== '[' && !was) return false;
  const end = Math.min(scan.lineEnd(start), start + 300);
  return scan.match(heading, start, end) !== null || (was && scan.match(setting, start, end) !== null);
}

/** The name that ends before a separator, quotes between them or not. */
function nameBefore(scan: Scan, at: number): [start: number, end: number] {
  const end = scan.runBefore(at, closers, 12);
  const start = scan.runBefore(end, nameSet, longestName + 1);
  return [start, end];
}

/** Names that other things have as well: what is no single word of theirs is no secret. */
const shortNames = new Set(['registry-auth', 'authorization']);
/** Of a value so much is looked at to tell whether it is one. */
const longestPlain = 400;
/** How far a value is read before it is known to be one, or the same lines would be read for many names. */
const firstLook = 1024;
const longestHead = 64;
/** What says how a line is read, or what may stand behind a name. */
const signs = characters('\n"\'{[}]:=>-');

function readLine(scan: Scan, line: Line, at: number, code: number): void {
  const { text } = scan;
  if (code === 10) {
    line.start = at + 1;
    line.quote = '';
    line.depth = 0;
    line.isSection = isInSection(scan, at + 1, line.isSection);
  } else if ((code === 34 || code === 39) && text.charCodeAt(at - 1) !== 92) {
    const quote = String.fromCharCode(code);
    if (line.quote === quote) line.quote = '';
    else if (line.quote === '') line.quote = quote;
  } else if ((code === 123 || code === 91) && line.quote === '') line.depth += 1;
  else if ((code === 125 || code === 93) && line.quote === '') line.depth = Math.max(0, line.depth - 1);
}

/** Adds what of a value is secret, and says where to go on. */
function hide(scan: Scan, shape: string, name: string, { parts, end }: Value, place: Place): number {
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

/** Whether a sign stands between a name and its value, and is not a part of another: `==`, `!=`, `::`, `://`. */
function separates(text: string, at: number): boolean {
  const [sign, before, after] = [text[at], text[at - 1] ?? '', text[at + 1] ?? ''];
  if (sign === '=') return after !== '=' && !/[!<>=~]/.test(before);
  return after !== ':' && !text.startsWith('//', at + 1);
}

/** The place of a separator's value. */
function placeOf({ text }: Scan, at: number, line: Line, start: number, settings: () => boolean): Place {
  const [sign, after, opener] = [text[at] as ':' | '=', text[at + 1] ?? '', text[start - 1] ?? ''];
  // => and :=, and ${NAME:-value}
  const isDefault = sign === ':' && /[-=+?]/.test(after) && text.startsWith('${', start - 2);
  const isLong = isDefault || `${sign}${after}` === '=>' || `${sign}${after}` === ':=';
  const head = text.slice(Math.max(line.start, start - longestHead), start);
  return {
    from: at + (isLong ? 2 : 1),
    separator: sign === '=' && /[?&;]/.test(opener) ? '?' : sign,
    column: start - line.start - (/["']/.test(opener) ? 1 : 0),
    isFirst: start - line.start <= longestHead && /^[\s-]*["']?$/.test(head),
    quote: line.quote,
    isFlow: isDefault || line.depth > 0,
    isSettings: line.isSection || (sign === '=' && settings()),
  };
}

/** Finds values by the names that stand before them: `NAME: x`, `NAME=x`, `"NAME": "x"`, `?NAME=x`, `--NAME x`, `<NAME>x`. */
export function findAssignments(scan: Scan): void {
  const { text } = scan;
  let isSettings: boolean | undefined;
  const settings = (): boolean => {
    isSettings ??= isSettingsText(scan);
    return isSettings;
  };
  const secrets = new Secrets(scan);
  const line: Line = { start: 0, quote: '', depth: 0, isSection: isInSection(scan, 0, false) };
  for (let at = scan.until(0, signs); at < text.length; ) {
    const code = text.charCodeAt(at);
    readLine(scan, line, at, code);
    let next = 0;
    if (code === 58 || code === 61) next = assignmentAt(scan, at, line, settings, secrets);
    else if (code === 45) next = optionAt(scan, at, line);
    else if (code === 62) next = elementAt(scan, at);
    else if (code === 125) secrets.closeFlow();
    for (let each = scan.until(at + 1, signs); each < next; each = scan.until(each + 1, signs))
      readLine(scan, line, each, text.charCodeAt(each));
    at = scan.until(Math.max(next, at + 1), signs);
  }
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
function hideValue(scan: Scan, shape: string, name: string, place: Place): number {
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

function assignmentAt(scan: Scan, at: number, line: Line, settings: () => boolean, secrets: Secrets): number {
  const [start, end] = nameBefore(scan, at);
  if (start === end || end - start > longestName || !separates(scan.text, at)) return 0;
  const name = scan.text.slice(start, end);
  const named = secretNamed(name)?.id;
  if (named === undefined && !secrets.asksFor(name) && !queryNames.has(name.toLowerCase())) return 0;
  const place = placeOf(scan, at, line, start, settings);
  const shape = secrets.shapeOf(name, place, line.start) ?? named ?? ofQuery(name, place);
  return shape === undefined ? 0 : hideValue(scan, shape, name, place);
}

const ofQuery = (name: string, { separator }: Place): string | undefined =>
  separator === '?' && queryNames.has(name.toLowerCase()) ? 'query' : undefined;

const dash = characters('-');
const optionEnd = characters('"\', \t\\');
/** What stands between an option and its value: blanks, or what parts two entries of a list. */
const betweenWords = /^(?:[ \t]+\\?["']?|\\?["'][ \t]*,[ \t]*\\?["']?|\\?["'][ \t]+\\?["']|[ \t]*,[ \t]*["']?)$/;

/** The place of an option's value behind its name: on its line, or on the next one; -1 where there is none. */
function optionValue(scan: Scan, at: number, end: number, line: Line): number {
  const { text } = scan;
  let from = scan.run(end, optionEnd, end + 40);
  const between = text.slice(end, from);
  if (/[\r\n]/.test(text[from] ?? '')) {
    const isEntry = /^\s*- ["']?$/.test(text.slice(line.start, Math.min(at, line.start + longestHead)));
    const next = scan.match(isEntry ? /^\r?\n[ \t]{0,40}- ["']?/ : /^\r?\n[ \t]{0,40}["']?/, from, from + 60);
    if (next === null || (!isEntry && !between.endsWith('\\'))) return -1;
    from += next[0].length;
  } else if (!betweenWords.test(between) || (/^[ \t]*,/.test(between) && line.depth === 0)) return -1;
  if (from > end && /["']/.test(text[from - 1] ?? '')) from -= 1;
  return text[from] === '-' || from >= text.length ? -1 : from;
}

/** `--password hunter2`, also where each word is an entry of a list. */
function optionAt(scan: Scan, at: number, line: Line): number {
  const { text } = scan;
  if (at > 0 && !/[\s"'[,(]/.test(text[at - 1] ?? '')) return 0;
  const start = scan.run(at, dash, at + 2);
  const end = scan.run(start, nameSet, start + longestName);
  if (end - start < 2 || !optionTail.test(text[end] ?? '')) return 0;
  const name = text.slice(start, end);
  const shape = secretNamed(name);
  const from = shape === undefined ? -1 : optionValue(scan, at, end, line);
  if (shape === undefined || from < 0) return 0;
  const place: Place = { ...alone, from, separator: ' ' };
  return hideValue(scan, shape.id, name, place);
}

const optionTail = /[\s"',\\]/;

const alone = { column: 0, isFirst: false, quote: '', isFlow: false, isSettings: false } as const;

/** `<password>hunter2</password>` */
function elementAt(scan: Scan, at: number): number {
  const [start, end] = [scan.runBefore(at, nameSet, longestName), at];
  if (start === end || scan.text[start - 1] !== '<') return 0;
  const name = scan.text.slice(start, end);
  const shape = secretNamed(name);
  if (shape === undefined) return 0;
  const place: Place = { ...alone, from: at + 1, separator: '>' };
  const value = valueAt(scan, place);
  if (!scan.text.startsWith('</', value.end)) return 0;
  return hide(scan, shape.id, name, value, place);
}

/** Whether every line is a setting, a heading or a comment: an environment file, INI. */
function isSettingsText(scan: Scan): boolean {
  const { text } = scan;
  if (!text.includes('\n') || text.startsWith('#!')) return false;
  for (let start = 0; start <= text.length; ) {
    const found = scan.find('\n', start);
    const end = found < 0 ? text.length : found;
    if (scan.match(settingsLine, start, Math.min(end, start + 300)) === null) return false;
    start = end + 1;
  }
  return true;
}

const settingsLine = /^\s*(?:$|[#;[]|(?:export\s+)?[\w.:/-]+\s*=)/;

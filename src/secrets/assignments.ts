import { queryNames } from './name-shapes.js';
import { hide, hideValue } from './named-value.js';
import { isOption } from './plain-values.js';
import { characters, type Scan } from './scan.js';
import { longestName, secretNamed } from './secret-names.js';
import { Secrets } from './secret-objects.js';
import { isInSection, isSettingsText } from './settings-text.js';
import { type Place, valueAt } from './value.js';

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

/** The name that ends before a separator, quotes between them or not. */
function nameBefore(scan: Scan, at: number): [start: number, end: number] {
  const end = scan.runBefore(at, closers, 12);
  const start = scan.runBefore(end, nameSet, longestName + 1);
  return [start, end];
}

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
  return from >= text.length || isOption(text.slice(from, scan.until(from, optionEnds))) ? -1 : from;
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

const optionEnds = characters(' \t\r\n"\',\\');
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

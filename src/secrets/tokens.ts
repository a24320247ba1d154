import { characters, type Scan } from './scan.js';
import { type TokenShape, tokenShapes } from './token-shapes.js';

const alphanumeric = characters('A-Za-z0-9');
const lower = characters('a-z0-9');
const dot = characters('.');
const joins = characters('A-Za-z0-9_.-');

interface Prefix {
  readonly prefix: string;
  readonly shape: TokenShape;
}

/** The prefixes by their first two characters, so that most words cost one look. */
const byStart = new Map<number, Prefix[]>();
const keyAt = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);
/** What a word that matters begins with: a prefix, or a bootstrap token. */
const firsts = characters('a-z0-9');
for (const shape of tokenShapes)
  for (const prefix of shape.prefixes) {
    const key = keyAt(prefix, 0);
    byStart.set(key, [...(byStart.get(key) ?? []), { prefix, shape }]);
    firsts[prefix.charCodeAt(0)] = 1;
  }

/** A JSON Web Token has dots, and other words in base64 begin alike. Source: RFC 7519. */
const needsDot = new Set(['jwt']);

function tokenAt(scan: Scan, at: number, dotless: { end: number }): number {
  for (const { prefix, shape } of byStart.get(keyAt(scan.text, at)) ?? []) {
    scan.steps += prefix.length;
    if (!scan.text.startsWith(prefix, at)) continue;
    const from = at + prefix.length;
    const isDotted = needsDot.has(shape.id);
    if (isDotted && from < dotless.end) continue;
    const end = scan.run(from, shape.set);
    if (end - from < shape.least) continue;
    if (isDotted && scan.until(from, dot, end) === end) {
      dotless.end = end;
      continue;
    }
    scan.add(shape.id, at, end);
    return end;
  }
  return at;
}

/** The place behind a bootstrap token of Kubernetes, of which the first half is its name and no secret. */
function bootstrapTokenAt(scan: Scan, at: number): number {
  const { text } = scan;
  if (text[at + 6] !== '.' || scan.run(at, lower, at + 6) !== at + 6) return at;
  const end = scan.run(at + 7, lower, at + 24);
  if (end !== at + 23 || joins[text.charCodeAt(end)] === 1) return at;
  scan.add('bootstrap-token', at + 7, end);
  return end;
}

/** Finds tokens that are known by themselves: each word's start is looked at, and nothing twice. */
export function findTokens(scan: Scan): void {
  const { text } = scan;
  /** Up to where a run without a dot goes that has been read already. */
  const dotless = { end: 0 };
  for (let at = scan.until(0, firsts); at < text.length; ) {
    const before = at === 0 ? 0 : text.charCodeAt(at - 1);
    let end = at;
    if (alphanumeric[before] !== 1) {
      end = tokenAt(scan, at, dotless);
      if (end === at && lower[text.charCodeAt(at)] === 1 && joins[before] !== 1) end = bootstrapTokenAt(scan, at);
    }
    // Within a word nothing begins.
    if (end === at) end = alphanumeric[text.charCodeAt(at)] === 1 ? scan.run(at, alphanumeric) : at + 1;
    at = scan.until(end, firsts);
  }
}

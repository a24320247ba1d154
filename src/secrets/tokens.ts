import { characters, type Scan } from './scan.js';
import { type TokenShape, tokenShapes } from './token-shapes.js';

const alphanumeric = characters('A-Za-z0-9');
const lower = characters('a-z0-9');
const joins = characters('A-Za-z0-9_.-');

interface Prefix {
  readonly prefix: string;
  readonly shape: TokenShape;
}

/** The prefixes by their first character, so that most words cost one look. */
const byFirst = new Map<number, Prefix[]>();
for (const shape of tokenShapes)
  for (const prefix of shape.prefixes) {
    const code = prefix.charCodeAt(0);
    byFirst.set(code, [...(byFirst.get(code) ?? []), { prefix, shape }]);
  }

/** A JSON Web Token has dots, and other words in base64 begin alike. Source: RFC 7519. */
const needsDot = new Set(['jwt']);

function tokenAt(scan: Scan, at: number): number {
  for (const { prefix, shape } of byFirst.get(scan.text.charCodeAt(at)) ?? []) {
    scan.steps += prefix.length;
    if (!scan.text.startsWith(prefix, at)) continue;
    const from = at + prefix.length;
    const end = scan.run(from, shape.set);
    if (end - from < shape.least) continue;
    if (needsDot.has(shape.id) && !scan.text.slice(from, end).includes('.')) continue;
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
  let [before, at] = [0, 0];
  while (at < text.length) {
    const code = text.charCodeAt(at);
    let end = at;
    if (alphanumeric[before] !== 1) {
      end = tokenAt(scan, at);
      if (end === at && lower[code] === 1 && joins[before] !== 1) end = bootstrapTokenAt(scan, at);
    }
    before = end > at ? text.charCodeAt(end - 1) : code;
    at = end > at ? end : at + 1;
    scan.steps += 1;
  }
}

import { findAddresses } from './addresses.js';
import { findAssignments } from './assignments.js';
import { findBlocks } from './blocks.js';
import { findCommands } from './commands.js';
import { findEscaped } from './escaped.js';
import { findHeaders } from './headers.js';
import { findInLines } from './lines.js';
import { disjoint, Scan, type Secret } from './scan.js';
import { findTokens } from './tokens.js';
import { deepest, findBase64, findDataAddresses } from './wrapped.js';

const finders = [findBlocks, findTokens, findHeaders, findAddresses, findAssignments, findCommands, findInLines];

/** How many characters may still be looked at that are wrapped in others: each layer could double them. */
interface Allowance {
  inner: number;
}

/** So many times its length of a text may be wrapped in it; four layers of base64 are twice, and more is no document. */
const mostInner = 4;

/** The secrets of a text, in order and without overlap, and how many steps it took to find them. */
export function searched(
  text: string,
  depth = 0,
  allowance: Allowance = { inner: mostInner * text.length },
): { readonly secrets: Secret[]; readonly steps: number } {
  const scan = new Scan(text);
  for (const find of finders) find(scan);
  if (depth < deepest) {
    const search = (inner: string): Secret[] => {
      // What nobody looks at is hidden as a whole.
      if (inner.length > allowance.inner) return [{ start: 0, end: inner.length, shape: 'unread' }];
      allowance.inner -= inner.length;
      const { secrets, steps } = searched(inner, depth + 1, allowance);
      scan.steps += steps;
      return secrets;
    };
    const holdsSecrets = (inner: string): boolean => search(inner).length > 0;
    findBase64(scan, holdsSecrets);
    findDataAddresses(scan, holdsSecrets);
    findEscaped(scan, search);
  }
  return { secrets: disjoint(scan.found), steps: scan.steps };
}

/** The parts of a text that are secret by the catalogue, in order and without overlap. */
export const secretsIn = (text: string): Secret[] => searched(text).secrets;

/** A text with something else in each secret's place. */
export function replaced(text: string, secrets: readonly Secret[], instead: (secret: string) => string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of secrets) {
    parts.push(text.slice(from, start), instead(text.slice(start, end)));
    from = end;
  }
  return parts.join('') + text.slice(from);
}

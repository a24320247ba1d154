import { aboutSecrets, type NameShape, nameShapes } from './name-shapes.js';

/** The words of a name, in lower case: `dbPassword`, `DB_PASSWORD` and `db-password` are two each. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !/^\d+$/.test(word));
}

/** Programs, and cloud-config's keys that are called like them: their own names say what is secret below. */
const programs: ReadonlySet<string> = new Set(['chpasswd', 'sshpass', 'htpasswd', 'gpasswd']);

/** Names that are asked for are this long at most. */
export const longestName = 100;

/** Most names have none of the parts, and need no more looks. A test holds it against the table. */
const hasHint = /pass|pw|psk|token|jwt|otp|secret|key|_private|auth|docker|cookie/i;

function matches(
  { words = [], parts = [], keys = [], names = [] }: NameShape,
  name: string,
  of: readonly string[],
): boolean {
  if (names.includes(name)) return true;
  if (of.some((word) => words.includes(word) || parts.some((part) => word.includes(part)))) return true;
  return of.some((word, at) => word === 'key' && at > 0 && keys.includes(of[at - 1] ?? ''));
}

/** What names have been asked for: a document has few, and has them often. */
const answered = new Map<string, NameShape | undefined>();
const mostAnswered = 1000;

/** The row that says that a name's value is secret; undefined where none does. */
export function secretNamed(name: string): NameShape | undefined {
  if (name.length > longestName || !hasHint.test(name)) return undefined;
  if (answered.has(name)) return answered.get(name);
  if (answered.size >= mostAnswered) answered.clear();
  const found = shapeOfName(name);
  answered.set(name, found);
  return found;
}

function shapeOfName(name: string): NameShape | undefined {
  if (programs.has(name)) return undefined;
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const isAbout = aboutSecrets.has(last) || (last === 'hash' && (words.includes('cert') || words.includes('ca')));
  if (words.length > 1 && isAbout) return undefined;
  return nameShapes.find((shape) => matches(shape, name.toLowerCase(), words));
}

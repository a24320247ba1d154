import type { Code } from './codes.js';
import { diagnose } from './diagnose.js';
import type { Diagnostic, DiagnosticArgs } from './diagnostic.js';

/** Characters that a spec may have: thirty thousand workers need a third of it. */
export const sizeLimit = 8 * 1024 * 1024;
/**
 * Values that a spec may have, written out or by aliases: twenty thousand workers need them. The reader takes about a
 * kilobyte for each, and ten microseconds at worst: two seconds for a whole spec.
 */
export const valueLimit = 160_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffd-\uffff]|\p{Surrogate}/u;

/** The name of a character, as `U+001B`. */
export function characterName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export function atOffsets(code: Code, args: DiagnosticArgs, start: number, end = start + 1): Diagnostic {
  return { code, path: [], at: 'value', args, offsets: [start, end] };
}

function characterProblem(text: string, start: number, character: string): Diagnostic {
  if (text.includes('\0')) return atOffsets('text-not-utf8', { what: 'it holds NUL characters' }, text.indexOf('\0'));
  if (character === '\ufffd') {
    return atOffsets('text-not-utf8', { what: 'bytes here could not be read as a character' }, start);
  }
  const name = characterName(character);
  return atOffsets(
    /\p{Surrogate}/u.test(character) ? 'text-lone-surrogate' : 'text-control-character',
    { name },
    start,
  );
}

/** Where a value may begin, by what stands before or behind a sign: behind a blank it is one of YAML's own. */
function opensValue(unit: number, before: number, after: number): boolean {
  // Line end, comma, [ and {.
  if (unit === 10 || unit === 44 || unit === 91 || unit === 123) return true;
  // Colon, dash and question mark.
  if (unit === 58 || unit === 45 || unit === 63) return after === 32;
  // Exclamation mark, ampersand and asterisk; quotes, which need no blank between them.
  if (unit === 33 || unit === 38 || unit === 42) return before === 32;
  return (unit === 34 || unit === 39) && (before === 32 || before === unit);
}

/** More values than the limit need more signs than the limit; counting them costs no memory, reading them does. */
function openings(text: string): number {
  let count = 0;
  let [before, unit] = [10, text.charCodeAt(0)];
  for (let index = 1; index <= text.length; index++) {
    const after = text.charCodeAt(index);
    if (unit < 128 && opensValue(unit, before, after)) count++;
    [before, unit] = [unit, after];
  }
  return count;
}

/** What forbids reading a text as YAML at all. */
export function textFlaw(text: string): Diagnostic | undefined {
  if (text.length > sizeLimit) return diagnose('text-too-large', [], { size: text.length, limit: sizeLimit });
  const found = forbidden.exec(text);
  if (found !== null) return characterProblem(text, found.index, found[0]);
  if (openings(text) > valueLimit) return diagnose('yaml-too-many-values', [], { limit: valueLimit });
  return undefined;
}

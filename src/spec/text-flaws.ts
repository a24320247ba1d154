import type { Code } from './codes.js';
import { diagnose } from './diagnose.js';
import type { Diagnostic, DiagnosticArgs } from './diagnostic.js';

/** Characters that a spec may have: fifty thousand workers need a third of it. */
export const sizeLimit = 16 * 1024 * 1024;
/** Values that a spec may have, written out or by aliases. The reader needs about a kilobyte for each. */
export const valueLimit = 1_000_000;

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

/** More values than the limit need more separators than the limit; counting them costs no memory, reading them does. */
function separators(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // Line end, comma, [ and {.
    if (unit === 10 || unit === 44 || unit === 91 || unit === 123) count++;
  }
  return count;
}

/** What forbids reading a text as YAML at all. */
export function textFlaw(text: string): Diagnostic | undefined {
  if (text.length > sizeLimit) return diagnose('text-too-large', [], { size: text.length, limit: sizeLimit });
  const found = forbidden.exec(text);
  if (found !== null) return characterProblem(text, found.index, found[0]);
  if (separators(text) > valueLimit) return diagnose('yaml-too-many-values', [], { limit: valueLimit });
  return undefined;
}

import { utf8ToBytes } from '@noble/hashes/utils.js';

/** A value that a unit takes from the environment that it reads, behind an own text: `--name=${VARIABLE}`. */
export interface UnitVariable {
  readonly variable: string;
  /** A text that it comes after. */
  readonly after?: string;
}
export interface VariableWord extends UnitVariable {
  readonly before: string;
}

const bare = /^[\w./:@+,=-]+$/;

/**
 * A value as one word of a command line in a unit file. systemd expands `%` and `$` there and knows C-like escapes,
 * so each is doubled or escaped; the word is quoted where white space or a quote would split it. Other than printable
 * ASCII goes in as bytes: systemd drops a line with control characters or with what it takes for no character.
 * Source: systemd.service(5), "Command lines"; systemd.syntax(7), "Quoting".
 */
export function unitWord(value: string | number | VariableWord): string {
  if (typeof value === 'object') return `${unitWord(value.before)}\${${value.variable}}`;
  const text = String(value);
  if (bare.test(text)) return text;
  const escaped = text
    .replaceAll(/["\\]/g, '\\$&')
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$')
    .replaceAll(/[^ -~]/gu, escapedBytes);
  return `"${escaped}"`;
}

function escapedBytes(character: string): string {
  return [...utf8ToBytes(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

import type { Secret } from '../secrets/scan.js';
import { hiddenLine } from './hidden-values.js';
import type { LineIndex, Position } from './line-index.js';

/** Columns of source shown in one frame line. */
const widest = 100;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/u;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const combining = /\p{Mark}/u;

/** Text that cannot steer a terminal or hide its order: control and direction characters become escapes. */
export function printable(text: string): string {
  return Array.from(text, (character) => {
    if (!unprintable.test(character)) return character;
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  }).join('');
}

interface Cell {
  readonly shown: string;
  readonly width: number;
  /** UTF-16 units of the source before it. */
  readonly offset: number;
}

function cells(line: string): Cell[] {
  let offset = 0;
  return Array.from(line, (character) => {
    const shown = character === '\t' ? '    ' : unprintable.test(character) ? '\ufffd' : character;
    const width = character === '\t' ? 4 : combining.test(character) ? 0 : wide.test(character) ? 2 : 1;
    const cell = { shown, width, offset };
    offset += character.length;
    return cell;
  });
}

/** The part of a line around the columns `from` to `to` (offsets from 0), and the marks below it. */
function excerpt(line: string, from: number, to: number): { shown: string; marks: string } {
  // A line may be megabytes long; only what surrounds the place is looked at.
  const cut = Math.max(0, from - widest);
  const near = cells(line.slice(cut, cut + 4 * widest)).map((cell) => ({ ...cell, offset: cell.offset + cut }));
  const start = from > widest - 20 ? near.findIndex(({ offset }) => offset >= from - 40) : 0;
  let width = 0;
  const window = near.slice(Math.max(0, start)).filter((cell) => {
    width += cell.width;
    return width <= widest;
  });
  const first = window[0]?.offset ?? 0;
  const last = window.at(-1);
  const head = first > 0 ? '…' : '';
  const tail = last !== undefined && line.length > last.offset + 2 ? '…' : '';
  const total = (list: readonly Cell[]) => list.reduce((sum, cell) => sum + cell.width, 0);
  const before = total(window.filter(({ offset }) => offset < from)) + head.length;
  const marked = total(window.filter(({ offset }) => offset >= from && offset < to));
  return {
    shown: head + window.map(({ shown }) => shown).join('') + tail,
    marks: ' '.repeat(before) + '^'.repeat(Math.max(1, marked)),
  };
}

/**
 * The lines around a position, its first line marked and underlined, without the secrets in them. Tabs show as four
 * spaces.
 */
export function codeFrame(
  index: LineIndex,
  { line, column, endLine, endColumn }: Position,
  secrets: readonly Secret[] = [],
): string[] {
  const first = Math.max(1, line - 2);
  const last = Math.min(index.count, line + 2);
  const gutter = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const { text, columnOf } = hiddenLine(index, number, secrets);
    if (number === last && number > line && text === '') continue;
    const head = `${number === line ? '>' : ' '} ${String(number).padStart(gutter)} | `;
    const from = number === line ? columnOf(column - 1, 'start') : 0;
    const to = number === line ? (endLine > line ? text.trimEnd().length : columnOf(endColumn - 1, 'end')) : 0;
    const { shown, marks } = excerpt(text, from, to);
    frame.push(`${head}${shown}`.trimEnd());
    if (number === line) frame.push(`${' '.repeat(gutter + 2)} | ${marks}`);
  }
  return frame;
}

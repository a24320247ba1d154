import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import { fullLook, type LookAllowance } from './shown.js';

/** What may still be spent on showing how texts differ, all texts of a comparison together. */
export interface DiffAllowance extends LookAllowance {
  /** Steps to find which lines of two texts are the same. */
  steps: number;
}

export const fullDiffAllowance = (): DiffAllowance => ({ steps: 2_000_000, ...fullLook() });

/** Texts that differ in more lines than this are not shown line by line. */
const mostEdits = 1000;

const labels = ['old', 'new'] as const;

/**
 * Each line as a number, the same for the same: what is compared stays short, however long the lines and their common
 * beginnings are.
 */
function numbering(): { readonly shorten: (text: string) => string; readonly lineOf: (number: string) => string } {
  const numbers = new Map<string, number>();
  const lines: string[] = [];
  const numberOf = (line: string): number => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, lines.length);
    return lines.push(line) - 1;
  };
  return {
    // The last piece is what stands behind the last line break, if anything does.
    shorten: (text) =>
      text
        .split('\n')
        .map((line, index, all) => (index === all.length - 1 && line === '' ? '' : numberOf(line)))
        .join('\n'),
    lineOf: (number) => lines[Number(number)] ?? '',
  };
}

/**
 * Two texts as a unified diff; the secrets are out of both already. Null where they differ in so much that the work, the
 * square of the edits, is more than is allowed.
 */
export function unifiedDiff(
  name: string,
  [before, after]: readonly [string, string],
  allowance: DiffAllowance,
  [old, now]: readonly [string, string] = labels,
): string | null {
  const { shorten, lineOf } = numbering();
  const maxEditLength = Math.min(mostEdits, Math.floor(Math.sqrt(allowance.steps)));
  const patch = structuredPatch(name, name, shorten(before), shorten(after), old, now, { context: 3, maxEditLength });
  const lines = patch?.hunks.flatMap((hunk) => hunk.lines) ?? [];
  const edits = patch ? lines.filter((line) => /^[-+]/.test(line)).length : maxEditLength;
  allowance.steps = Math.max(0, allowance.steps - edits ** 2);
  if (!patch) return null;
  const whole = (line: string): string => (line.startsWith('\\') ? line : `${line[0]}${lineOf(line.slice(1))}`);
  const hunks = patch.hunks.map((hunk) => ({ ...hunk, lines: hunk.lines.map(whole) }));
  return formatPatch({ ...patch, hunks }, FILE_HEADERS_ONLY);
}

/** How many lines a text has, for one whose lines are not shown. */
export function lineCount(text: string): string {
  const count = text.split('\n').length - Number(text.endsWith('\n') || text === '');
  return `${count} line${count === 1 ? '' : 's'}`;
}

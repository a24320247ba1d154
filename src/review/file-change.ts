import { fingerprintOf } from './redaction.js';
import { alsoText, type LookAllowance, lookAt, printsOf, wholeSetting } from './shown.js';
import type { Also, TreeFile } from './tree.js';
import type { Difference } from './tree-change.js';
import { type DiffAllowance, lineCount, unifiedDiff } from './unified-diff.js';

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

export const bytesIn = ({ length }: Uint8Array): string => `${length} byte${length === 1 ? '' : 's'}`;

/** Whether two contents are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

/** Fields that differ, as `NAME OLD → NEW`. */
export function turned(fields: readonly (readonly [string, string, string])[]): string[] {
  return fields
    .filter(([, before, after]) => before !== after)
    .map(([name, before, after]) => `${name} ${before} → ${after}`);
}

/** The same of words that are shown as they stand; of what looks the same without its secrets, the fingerprints. */
export function turnedAlso(before: Also, after: Also, allowance: LookAllowance): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    const [whole, other] = [wholeSetting(old), wholeSetting(now)];
    if (whole === other) return [];
    const shown = (value: unknown): string => (value === undefined ? 'none' : alsoText(value, key, allowance));
    const [first, then] = [shown(old), shown(now)];
    return [`${key} ${first === then ? printsOf(whole, other) : `${first} → ${then}`}`];
  });
}

/**
 * Two texts of one name without their secrets, which the caller has taken out; null where one may not be shown. A
 * secret that changes within a text changes its fingerprint there.
 */
export function textChange(
  name: string,
  [old, now]: readonly [string | null, string | null],
  prints: string,
  allowance: DiffAllowance,
): Difference {
  if (old === null || now === null || old === now) return { details: [`content ${prints}`] };
  const diff = unifiedDiff(name, [old, now], allowance);
  if (diff !== null) return { details: [], diff };
  return { details: [`content ${lineCount(old)} → ${lineCount(now)}, too many of them other ones to show`, prints] };
}

/** How a file changes; what it holds is shown if that may be of both: a secret may have been one only before. */
export function fileChange(before: TreeFile, after: TreeFile, allowance: DiffAllowance): Difference | undefined {
  const details = [
    ...turned([
      ['mode', octal(before.mode), octal(after.mode)],
      ['owner', before.owner, after.owner],
      ['appended', String(before.appended), String(after.appended)],
    ]),
    ...turnedAlso(before.also, after.also, allowance),
  ];
  if (sameBytes(before.content, after.content)) return details.length > 0 ? { details } : undefined;
  const prints = `${fingerprintOf(before.content)} → ${fingerprintOf(after.content)}`;
  const change = textChange(after.path, [lookAt(before, allowance), lookAt(after, allowance)], prints, allowance);
  return { ...change, details: [...details, ...change.details] };
}

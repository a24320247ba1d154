import type { TerraformArgument } from '../resolve/resolved.js';
import { unifiedDiff } from '../review/compare-trees.js';
import { withoutSecrets } from '../review/redaction.js';
import type { Colours } from './colour.js';

/** What a render would do to one file. */
export interface Change {
  readonly file: string;
  /** `left over`: no document of this cluster has this name. */
  readonly change: 'changed' | 'missing' | 'left over';
  /** Unified, without secrets; of a file that is changed. */
  readonly diff?: string;
  /** The node whose document it is. */
  readonly node?: string;
  /** What Terraform does to its machine, if the document has other bytes than at the last render; null: not known. */
  readonly terraform?: TerraformArgument['onChange'] | null;
}

/** How a file on the disk differs from what would be written; undefined where it does not. */
export function changeOf(
  file: string,
  present: string | undefined,
  wanted: string,
  secretPaths: ReadonlySet<string> = new Set(),
): Change | undefined {
  if (present === wanted) return undefined;
  if (present === undefined) return { file, change: 'missing' };
  const [before, after] = [present, wanted].map((text) => withoutSecrets(text, secretPaths)) as [string, string];
  return { file, change: 'changed', diff: unifiedDiff(file, before, after, ['on disk', 'from the spec']) };
}

/** A unified diff with its lines in colour. */
export function colouredDiff(diff: string, colours: Colours): string {
  const paint = (line: string): string => {
    if (line.startsWith('+++') || line.startsWith('---')) return colours.bold(line);
    if (line.startsWith('@@')) return colours.cyan(line);
    if (line.startsWith('+')) return colours.green(line);
    return line.startsWith('-') ? colours.red(line) : line;
  };
  return diff.split('\n').map(paint).join('\n');
}

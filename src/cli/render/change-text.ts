import type { TreeChange } from '../../review/tree-change.js';
import type { Colours } from '../colour.js';
import { harmless } from '../files/document-file.js';

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

/** One change for people, behind the name of what it is a change of. */
export function changeText({ what, name, change, details, diff = '' }: TreeChange, where: string, colours: Colours) {
  const said = details.length > 0 ? ` (${details.join(', ')})` : '';
  // A part is called one already.
  const title = name.startsWith(`${what} `) ? name : `${what} ${name}`;
  const head = harmless(`${where}${title}: ${change}`);
  return `${colours.bold(head)}${harmless(said)}\n${colouredDiff(harmless(diff), colours)}`;
}

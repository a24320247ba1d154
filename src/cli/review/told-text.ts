import { rangeText } from '../../review/told/grouped.js';
import type { ReviewReport } from '../../review/told/review-report.js';
import { changeTitle, effectText, impactText } from '../../review/told/words.js';
import type { Colours } from '../colour.js';
import { harmless } from '../files/document-file.js';
import { colouredDiff } from '../render/change-text.js';

/** The changes for people, equal ones of several nodes once; each with what it does to a machine. */
export function toldText({ groups }: ReviewReport, colours: Colours): string {
  return groups
    .map(({ nodes, change }) => {
      const where = rangeText(nodes);
      const title = harmless(`${where === '' ? '' : `${where}: `}${changeTitle(change)}`);
      const diff = change.diff === undefined ? '' : colouredDiff(harmless(change.diff), colours);
      return `${colours.bold(title)}\n  ${harmless(effectText(change))}\n${diff}`;
    })
    .join('');
}

/** What each group of machines goes through, and the way that NODE.sh has. */
export function machineLines({ machines }: ReviewReport): string[] {
  return machines.map(({ nodes, impact, restarts }) => {
    const effect = impactText(impact, restarts);
    const count = nodes.length > 1 ? ` (${nodes.length} machines)` : '';
    const way =
      impact === 'machine' || impact === 'nothing'
        ? ''
        : `; in place: bash ${(nodes.length === 1 && nodes[0]) || 'NODE'}.sh`;
    const where = rangeText(nodes);
    return harmless(`${where === '' ? '' : `${where}${count}: `}${effect}${way}`);
  });
}

import { impacts } from '../../impact/impact.js';
import { rangeText } from '../told/grouped.js';
import { changeTitle, effectText, impactText } from '../told/words.js';
import type { Place, PlacedChange, ReviewPage } from './page.js';

/** GitHub reads `%`, line ends and, in properties, `:` and `,` as its own. */
const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const placeText = ({ file, line, column, endLine, endColumn }: Place): string =>
  `file=${property(file)},line=${line},endLine=${endLine},col=${column},endColumn=${endColumn},`;

/** From a drain on somebody must do something. */
export const needsWork = ({ change }: PlacedChange): boolean =>
  impacts.indexOf(change.impact) >= impacts.indexOf('drain');

export const changeSentence = ({ nodes, change }: PlacedChange): string => {
  const where = rangeText(nodes);
  return `${where === '' ? '' : `${where}: `}${changeTitle(change)}: ${effectText(change)}`;
};

/** A page as annotations: problems and changes at their lines of the spec, files and notes without a place. */
export function githubPage({ findings, groups, files, notes }: ReviewPage): string {
  const lines = [
    ...findings.map((finding) => {
      const { severity, code, message, hint } = finding;
      return `::${severity} ${placeText(finding)}title=${property(code)}::${escaped(hint === '' ? message : `${message}. ${hint}`)}`;
    }),
    ...groups.map((group) => {
      const place = group.place === null ? '' : placeText(group.place);
      return `::${needsWork(group) ? 'warning' : 'notice'} ${place}title=${property(impactText(group.change.impact, group.change.restarts))}::${escaped(changeSentence(group))}`;
    }),
    ...files.map(({ change, file }) => `::notice title=${property(change)}::${escaped(file)}`),
    ...notes.map((note) => `::notice title=note::${escaped(note)}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

import { basename } from 'node:path';
import type { PageFile, ReviewPage } from '../../review/forms/page.js';
import { rangeText } from '../../review/told/grouped.js';
import { type ReviewReport, reviewReporter } from '../../review/told/review-report.js';
import { coloursFor } from '../colour.js';
import { printReport, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { Change } from '../files/checked-file.js';
import { manifestFile } from '../files/document-folder.js';
import { isPageForm, type ReportForm } from '../problems.js';
import { printPage } from '../review/page.js';
import { type PlacedSpec, placeIn } from '../review/spec-place.js';
import { machineLines, toldText } from '../review/told-text.js';
import { counted } from '../text-table.js';
import { changeText } from './change-text.js';

/** Gathers what a check finds, and says it at the end: equal changes of several machines once. */
export interface ChangeTeller {
  readonly tell: (change: Change) => void;
  /** Says all, and what the exit status is. */
  readonly end: (refused: boolean, more: PageParts, effect?: (change: Change) => Change) => Promise<ExitStatus>;
}

/** What a page says beside the changes, and where these come from. */
export interface PageParts extends Pick<ReviewPage, 'findings' | 'notes' | 'sizes'> {
  readonly placed: readonly PlacedSpec[];
}

/** Files of one kind of change that are named one by one. */
const mostNamed = 5;

/** A copy that several machines had different ones of is told once for each; it is one file. */
const distinct = (files: readonly Change[]): Change[] => [
  ...new Map(files.map((each) => [`${each.change} ${each.file}`, each])).values(),
];

/** Each file; of many documents in one how many, and of which nodes. */
function fileRows(all: readonly Change[]): PageFile[] {
  const files = distinct(all);
  const kinds = [...new Set(files.map(({ change }) => change))];
  return kinds.flatMap((kind) => {
    const ofKind = files.filter(({ change }) => change === kind);
    const rowOf = (each: Change): PageFile => ({ change: kind, file: each.file, diff: diffOf(each) });
    const many = ofKind.filter(({ node }) => node !== undefined);
    if (many.length <= mostNamed) return ofKind.map(rowOf);
    const nodes = rangeText(many.flatMap(({ node = '' }) => node));
    const others = ofKind.filter(({ node }) => node === undefined).map(rowOf);
    return [{ change: kind, file: `${counted(many.length, 'document')}, of ${nodes}`, diff: '' }, ...others];
  });
}

/** What is told line by line, since it is no document that can be read; a manifest follows from the documents. */
const plainText = (files: readonly Change[]): string =>
  files
    .filter(({ told, file }) => told === undefined && basename(file) !== manifestFile)
    .flatMap(({ changes = [], node }) =>
      changes.map((each) => changeText(each, node === undefined ? '' : `${node}: `, coloursFor('data'))),
    )
    .join('');

/** The same for people: on standard error which files, on standard output what changes on the machines. */
function sayChanges(files: readonly Change[], report: ReviewReport): void {
  for (const { change, file } of fileRows(files)) say(`${change}: ${file}`);
  printReport(`${toldText(report, coloursFor('data'))}${plainText(files)}`);
  for (const line of machineLines(report)) say(line);
}

const diffOf = ({ told, file, diff = '' }: Change): string =>
  told === undefined && basename(file) !== manifestFile ? diff : '';

function pageOf(files: readonly Change[], { groups, machines }: ReviewReport, more: PageParts) {
  const { findings, notes, sizes, placed } = more;
  const placeOf = (subject: string, nodes: readonly string[]) => {
    const owner = placed.find(({ cluster }) => cluster.nodes.some(({ name }) => name === nodes[0]));
    return owner ? placeIn(owner, subject, nodes) : null;
  };
  return {
    title: 'bootwright render --check',
    groups: groups.map((group) => ({ ...group, place: placeOf(group.change.subject, group.nodes) })),
    machines,
    files: fileRows(files),
    findings,
    notes,
    sizes,
  };
}

const countText = (count: number): string =>
  count === 0 ? 'nothing would change' : `${counted(count, 'file')} ${count === 1 ? 'is' : 'are'} out of date`;

export function changeTeller(format: ReportForm): ChangeTeller {
  const changes: Change[] = [];
  const reporter = reviewReporter();
  return {
    tell: (change) => {
      const { told, changes: all, diff, ...rest } = change;
      if (told) reporter.add(change.nodes ?? [change.node ?? ''], told);
      // What the report says of a document, equal changes once, needs no memory here.
      changes.push(format === 'json' || told === undefined ? change : { ...rest, told: { ...told, changes: [] } });
    },
    end: async (refused, more, effect = (change) => change) => {
      const count = distinct(changes).length;
      if (format === 'json') printReport(`${JSON.stringify(changes.map(effect), null, 2)}\n`);
      else if (isPageForm(format)) await printPage(format, pageOf(changes, reporter.report(), more));
      else {
        sayChanges(changes, reporter.report());
        if (!refused) say(countText(count));
      }
      return refused || count > 0 ? exitStatus.refused : exitStatus.fine;
    },
  };
}

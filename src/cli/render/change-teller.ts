import { basename } from 'node:path';
import { rangeText } from '../../review/told/grouped.js';
import { type ReviewReport, reviewReporter } from '../../review/told/review-report.js';
import { coloursFor } from '../colour.js';
import { printReport, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { Change } from '../files/checked-file.js';
import type { ReportForm } from '../problems.js';
import { machineLines, toldText } from '../review/told-text.js';
import { counted } from '../text-table.js';
import { changeText } from './change-text.js';
import { manifestFile } from './manifest.js';

/** Gathers what a check finds, and says it at the end: equal changes of several machines once. */
export interface ChangeTeller {
  readonly tell: (change: Change) => void;
  /** Says all, and what the exit status is. */
  readonly end: (refused: boolean, effect?: (change: Change) => Change) => ExitStatus;
}

/** Files of one kind of change that are named one by one. */
const mostNamed = 5;

/** `changed: FILE` for each, or for many of them how many, and of which nodes. */
function fileLines(files: readonly Change[]): string[] {
  const kinds = [...new Set(files.map(({ change }) => change))];
  return kinds.flatMap((kind) => {
    const ofKind = files.filter(({ change }) => change === kind);
    const many = ofKind.filter(({ node }) => node !== undefined);
    if (many.length <= mostNamed) return ofKind.map(({ file }) => `${kind}: ${file}`);
    const nodes = rangeText(many.flatMap(({ node = '' }) => node));
    const others = ofKind.filter(({ node }) => node === undefined).map(({ file }) => `${kind}: ${file}`);
    return [`${kind}: ${counted(many.length, 'document')}, of ${nodes}`, ...others];
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
  for (const line of fileLines(files)) say(line);
  printReport(`${toldText(report, coloursFor('data'))}${plainText(files)}`);
  for (const line of machineLines(report)) say(line);
}

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
    end: (refused, effect = (change) => change) => {
      if (format === 'json') printReport(`${JSON.stringify(changes.map(effect), null, 2)}\n`);
      else {
        sayChanges(changes, reporter.report());
        const count = changes.length;
        if (!refused)
          say(count === 0 ? 'nothing would change' : `${counted(count, 'file')} would change, or should not be there`);
      }
      return refused || changes.length > 0 ? exitStatus.refused : exitStatus.fine;
    },
  };
}

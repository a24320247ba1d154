import { coloursFor } from '../colour.js';
import { printReport, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { Change } from '../files/checked-file.js';
import type { ReportForm } from '../problems.js';
import { counted } from '../text-table.js';
import { changeText } from './change-text.js';

/** Says what a check finds: each change as it is found, or all of them at the end. */
export interface ChangeTeller {
  readonly tell: (change: Change) => void;
  /** Says how many there were, and what the exit status is. */
  readonly end: (refused: boolean, effect?: (change: Change) => Change) => ExitStatus;
}

export function changeTeller(format: ReportForm): ChangeTeller {
  const colours = coloursFor('data');
  const changes: Change[] = [];
  let count = 0;
  return {
    tell: (change) => {
      count += 1;
      if (format === 'json') changes.push(change);
      else {
        say(`${change.change}: ${change.file}`);
        const where = change.node === undefined ? '' : `${change.node}: `;
        for (const each of change.changes ?? []) printReport(changeText(each, where, colours));
      }
    },
    end: (refused, effect = (change) => change) => {
      if (format === 'json') printReport(`${JSON.stringify(changes.map(effect), null, 2)}\n`);
      else if (!refused)
        say(count === 0 ? 'nothing would change' : `${counted(count, 'file')} would change, or should not be there`);
      return refused || count > 0 ? exitStatus.refused : exitStatus.fine;
    },
  };
}

import { coloursFor } from '../colour.js';
import { printReport, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { Change } from '../files/checked-file.js';
import { counted } from '../text-table.js';
import { changeText } from './change-text.js';
import { type CheckedJob, checkJob } from './check-documents.js';
import { changeLines } from './machine-changes.js';
import { problemsOf, sayProblems } from './problems.js';
import type { RenderRequest } from './request.js';

/** Shows what a render would change, and changes nothing. */
export async function checkAll({ specs, jobs, format, now }: RenderRequest): Promise<ExitStatus> {
  const colours = coloursFor('data');
  const changes: Change[] = [];
  let count = 0;
  const tell = (change: Change): void => {
    count += 1;
    if (format === 'json') changes.push(change);
    else {
      say(`${change.change}: ${change.file}`);
      const where = change.node === undefined ? '' : `${change.node}: `;
      for (const each of change.changes ?? []) printReport(changeText(each, where, colours));
    }
  };
  const checked: CheckedJob[] = [];
  for (const job of jobs) {
    const from = changes.length;
    const one = await checkJob(job, now, tell);
    checked.push(one);
    for (let at = from; at < changes.length; at += 1) changes[at] = withEffect(changes[at] as Change, one);
  }
  const problems = problemsOf(
    specs,
    checked.map(({ rendering }) => rendering),
  );
  const mistakes = checked.flatMap(({ module: { mistake } }) => (mistake === undefined ? [] : [mistake]));
  for (const mistake of mistakes) say(`bootwright: ${mistake}`);
  const refused = (await sayProblems(problems, format)) || mistakes.length > 0;
  if (format === 'json') printReport(`${JSON.stringify(changes, null, 2)}\n`);
  else if (!refused) sayCount(count, checked);
  return refused || count > 0 ? exitStatus.refused : exitStatus.fine;
}

function sayCount(count: number, checked: readonly CheckedJob[]): void {
  say(count === 0 ? 'nothing would change' : `${counted(count, 'file')} would change, or should not be there`);
  for (const { machines } of checked) for (const line of machines ? changeLines(machines) : []) say(line);
}

/** A document's change, with what it means for the machine. */
function withEffect(change: Change, { machines }: CheckedJob): Change {
  if (change.node === undefined || !machines?.changed.includes(change.node)) return change;
  return { ...change, terraform: machines.terraform?.onChange ?? null };
}

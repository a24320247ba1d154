import { say } from '../console.js';
import type { ExitStatus } from '../exit-status.js';
import type { Change } from '../files/checked-file.js';
import { findingsOf } from '../problems.js';
import { changeTeller } from './change-teller.js';
import { type CheckedJob, checkJob } from './check-documents.js';
import { changeLines } from './machine-changes.js';
import { checkProblems, problemsOf } from './problems.js';
import type { RenderRequest } from './request.js';

/** Shows what a render would change, and changes nothing. */
export async function checkAll({ specs, jobs, format, now }: RenderRequest): Promise<ExitStatus> {
  const teller = changeTeller(format);
  const checked: CheckedJob[] = [];
  const owners = new Map<Change, CheckedJob>();
  for (const job of jobs) {
    const told: Change[] = [];
    const one = await checkJob(job, now, (change) => {
      if (format === 'json') told.push(change);
      teller.tell(change);
    });
    checked.push(one);
    for (const change of told) owners.set(change, one);
  }
  const problems = problemsOf(
    specs,
    checked.map(({ rendering }) => rendering),
  );
  const mistakes = checked.flatMap(({ module: { mistake } }) => (mistake === undefined ? [] : [mistake]));
  for (const mistake of mistakes) say(`bootwright: ${mistake}`);
  const refused = (await checkProblems(problems, format)) || mistakes.length > 0;
  const notes = refused ? [] : checked.flatMap(({ machines }) => (machines ? changeLines(machines) : []));
  const parts = { findings: findingsOf(problems), notes, sizes: checked.flatMap(({ sizes }) => sizes), placed: jobs };
  const status = await teller.end(refused, parts, (change) => withEffect(change, owners.get(change)));
  if (format === 'text') for (const line of notes) say(line);
  return status;
}

/** A document's change, with what it means for the machine. */
function withEffect(change: Change, checked: CheckedJob | undefined): Change {
  const machines = checked?.machines;
  if (change.node === undefined || !machines?.changed.includes(change.node)) return change;
  return { ...change, terraform: machines.terraform?.onChange ?? null };
}

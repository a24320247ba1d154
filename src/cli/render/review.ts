import { join } from 'node:path';
import { reviewFolder } from '../../copies/review-copies.js';
import { coloursFor } from '../colour.js';
import { say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { findingsOf } from '../problems.js';
import { counted } from '../text-table.js';
import { changeTeller } from './change-teller.js';
import { checkCopies } from './check-copies.js';
import { changeLines } from './machine-changes.js';
import { checkProblems, problemsOf, sayProblems } from './problems.js';
import type { RenderRequest } from './request.js';
import { writeCopies } from './write-copies.js';

/** Writes the copies for review, and nothing else: no key is looked at. */
export async function renderReview({ specs, jobs, format, now }: RenderRequest): Promise<ExitStatus> {
  const { written, warnings, refused } = writeCopies(jobs, now);
  await sayProblems(problemsOf(specs, written), format);
  if (refused) {
    say('nothing was written');
    return exitStatus.refused;
  }
  for (const { job, files, removed } of written) {
    say(
      `${join(job.folder, reviewFolder)}: ${counted(files.length, 'file')} for ${counted(job.nodes.length, 'document')}`,
    );
    for (const file of removed) say(`removed: ${join(job.folder, file)} (left by an earlier render)`);
  }
  for (const warning of warnings) say(`${coloursFor('talk').yellow('warning')}: ${warning}`);
  return exitStatus.fine;
}

/** The gate that needs no secret: whether the copies that are there are those that the spec makes. */
export async function checkReview({ specs, jobs, format }: RenderRequest): Promise<ExitStatus> {
  const teller = changeTeller(format);
  const checked = jobs.map((job) => checkCopies(job, teller.tell));
  const problems = problemsOf(specs, checked);
  const refused = await checkProblems(problems, format);
  const notes = checked.flatMap(({ machines }) => (machines ? changeLines(machines, 'these copies') : []));
  const status = await teller.end(refused, { findings: findingsOf(problems), notes, sizes: [], placed: jobs });
  if (format === 'text') for (const line of notes) say(line);
  return status;
}

import { checkJob } from './check-documents.js';
import { coloursFor } from './colour.js';
import { printData, say } from './console.js';
import { type Change, colouredDiff } from './difference.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { problemsOf, sayProblems } from './render-problems.js';
import type { RenderRequest } from './render-request.js';
import type { Rendering } from './rendering.js';
import { counted } from './text-table.js';

/** Shows what a render would change, and changes nothing. */
export async function checkAll({ specs, jobs, format, now }: RenderRequest): Promise<ExitStatus> {
  const colours = coloursFor('data');
  const changes: Change[] = [];
  let count = 0;
  const tell = (change: Change): void => {
    count += 1;
    if (format === 'json') changes.push(change);
    else if (change.diff === undefined) say(`${change.change}: ${change.file}`);
    else printData(colouredDiff(change.diff, colours));
  };
  const renderings: Rendering[] = [];
  for (const job of jobs) renderings.push(await checkJob(job, now, tell));
  const refused = await sayProblems(problemsOf(specs, renderings), format);
  if (format === 'json') printData(`${JSON.stringify(changes, null, 2)}\n`);
  else if (!refused)
    say(count === 0 ? 'nothing would change' : `${counted(count, 'file')} would change or is not as it should be`);
  return refused || count > 0 ? exitStatus.refused : exitStatus.fine;
}

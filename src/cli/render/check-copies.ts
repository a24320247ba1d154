import { join } from 'node:path';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { type Change, documentChange } from '../files/checked-file.js';
import type { RenderJob } from './job.js';
import { type Copying, copiesOf, staleCopies } from './review-files.js';

/** Holds the copies in a job's folder against those that the spec makes; each is told with the nodes that it is for. */
export function checkCopies(job: RenderJob, tell: (change: Change) => void): Copying {
  const kept: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { fileName, content, nodes, diagnostics: found } of copiesOf(job)) {
    kept.push(fileName);
    diagnostics.push(...found);
    const change = documentChange(join(job.folder, fileName), utf8ToBytes(content), nodes[0]);
    if (change) tell({ ...change, nodes });
  }
  for (const file of staleCopies(job, kept)) tell({ file: join(job.folder, file), change: 'left over' });
  return { job, diagnostics };
}

import type { Diagnostic } from '../../spec/diagnostic.js';
import { hasErrors } from '../../spec/severity.js';
import { openStaging, type Staging } from '../files/staging.js';
import type { RenderJob } from './job.js';
import { keepDocumentsOutOfGit } from './kept-out.js';
import type { Copying } from './review-files.js';
import { copiesOf, staleCopies } from './review-files.js';

/** What a render of copies alone wrote, or would have. */
export interface WrittenCopies extends Copying {
  readonly files: readonly string[];
  readonly removed: readonly string[];
}

/** Puts a job's copies on their way into its folder, and takes away those that are no longer wanted. */
export function stageCopies(job: RenderJob, staging: Staging): WrittenCopies {
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const copy of copiesOf(job)) {
    staging.write(copy.fileName, copy.content, 0o644);
    files.push(copy.fileName);
    diagnostics.push(...copy.diagnostics);
  }
  const removed = staleCopies(job, files);
  for (const file of removed) staging.remove(file);
  return { job, diagnostics, files, removed };
}

/** Writes the copies of every job, or none at all where one has an error. */
export function writeCopies(jobs: readonly RenderJob[], now: Date) {
  const stagings: Staging[] = [];
  try {
    const written = jobs.map((job) => {
      const staging = openStaging(job.folder, now);
      stagings.push(staging);
      return stageCopies(job, staging);
    });
    if (written.some(({ diagnostics }) => hasErrors(diagnostics))) return { written, warnings: [], refused: true };
    for (const staging of stagings) staging.settle();
    const warnings = jobs.flatMap((job) => keepDocumentsOutOfGit(job, undefined));
    for (const staging of stagings) staging.commit();
    return { written, warnings, refused: false };
  } finally {
    for (const staging of stagings) staging.discard();
  }
}

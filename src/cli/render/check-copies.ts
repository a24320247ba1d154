import { join } from 'node:path';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { readCopy } from '../../copies/copy-note.js';
import { pairsOf } from '../../copies/pair-copies.js';
import { envelopes } from '../../encode/encode.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { type Change, documentDifference } from '../files/checked-file.js';
import type { RenderJob } from './job.js';
import { type MachineChanges, terraformEffect } from './machine-changes.js';
import { copyText, presentCopies } from './present-copies.js';
import { type Copying, copiesOf, staleCopies } from './review-files.js';

/** What the copies in a folder are not, and what that means for the machines; undefined where there were none. */
export interface CheckedCopies extends Copying {
  readonly machines: MachineChanges | undefined;
}

/** Holds the copies in a job's folder against those that the spec makes; each change is told with the nodes that it is for. */
export function checkCopies(job: RenderJob, tell: (change: Change) => void): CheckedCopies {
  const kept: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const present = presentCopies(job.folder);
  const gone = new Set(present.nodes);
  const [changed, added]: [string[], string[]] = [[], []];
  for (const { fileName, content, nodes, diagnostics: found } of copiesOf(job)) {
    kept.push(fileName);
    diagnostics.push(...found);
    for (const node of nodes) gone.delete(node);
    const file = join(job.folder, fileName);
    const there = copyText(file);
    if (there === content) continue;
    const change: Change = { file, change: there === undefined ? 'missing' : 'changed', node: nodes[0], nodes };
    const copy = readCopy(content);
    if (copy === undefined) throw new Error(`${fileName} does not say whose copy it is`);
    const paired = pairsOf(copy, present.lookup());
    added.push(...paired.added);
    const differing = paired.pairs.filter(({ old, now }) => old !== now);
    changed.push(...differing.flatMap((pair) => pair.nodes));
    if (differing.length === 0) tell(change);
    for (const { nodes: those, old, now } of differing)
      tell({ ...change, ...documentDifference(utf8ToBytes(old), utf8ToBytes(now)), node: those[0], nodes: those });
  }
  for (const file of staleCopies(job, kept)) tell({ file: join(job.folder, file), change: 'left over' });
  const isTold = present.nodes.length > 0 && envelopes[job.cluster.format].givenAs === 'user-data';
  const machines = { changed, added, gone: [...gone], terraform: terraformEffect(job) };
  return { job, diagnostics, machines: isTold ? machines : undefined };
}

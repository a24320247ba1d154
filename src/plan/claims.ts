import type { SpecPath } from '../spec/diagnostic.js';
import { type FileAtBoot, isOwn, type NodePlan } from './node-plan.js';

/** A path that two places of the spec write. */
export interface Claim {
  readonly path: string;
  /** The place that names it in so many words, so can be changed, and the key there. */
  readonly own: SpecPath;
  readonly at: SpecPath;
  readonly rival: SpecPath;
}

function claimOf({ path, origin }: FileAtBoot, rival: FileAtBoot): Claim {
  return { path, own: origin, at: origin.length > 2 ? [...origin, 'path'] : origin, rival: rival.origin };
}

/** Files of a plan that claim one path, and those that a part of the user's own would write over. */
export function doubleClaims({ files, filesAtBoot, parts }: NodePlan): Claim[] {
  const first = new Map<string, FileAtBoot>();
  const claims: Claim[] = [];
  for (const file of [...files, ...filesAtBoot]) {
    const other = first.get(file.path);
    if (!other) first.set(file.path, file);
    else claims.push(isOwn(file) || !isOwn(other) ? claimOf(file, other) : claimOf(other, file));
  }
  for (const [index, { writes }] of parts.entries()) {
    const own = ['spec', 'target', 'parts', index];
    for (const path of writes) {
      const rival = first.get(path);
      if (rival) claims.push({ path, own, at: [...own, 'content'], rival: rival.origin });
    }
  }
  return claims;
}

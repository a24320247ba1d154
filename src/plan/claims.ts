import { type FileAtBoot, isOwn, type NodePlan } from './node-plan.js';

/** Two files of one plan that claim the same path; `own` is the one that the spec itself names, so can be moved. */
export interface Claim {
  readonly own: FileAtBoot;
  readonly rival: FileAtBoot;
}

export function doubleClaims({ files, filesAtBoot }: NodePlan): Claim[] {
  const first = new Map<string, FileAtBoot>();
  const claims: Claim[] = [];
  for (const file of [...files, ...filesAtBoot]) {
    const other = first.get(file.path);
    if (!other) first.set(file.path, file);
    else claims.push(isOwn(file) || !isOwn(other) ? { own: file, rival: other } : { own: other, rival: file });
  }
  return claims;
}

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

/** A file where a download puts a program. */
export interface ProgramClaim {
  readonly path: string;
  readonly at: SpecPath;
  readonly artifact: string;
}

type Place = Pick<Claim, 'path' | 'own' | 'at'>;

const placeOf = ({ path, origin }: FileAtBoot): Place => ({
  path,
  own: origin,
  at: origin.length > 2 ? [...origin, 'path'] : origin,
});

function placesOfParts({ parts }: NodePlan): Place[] {
  return parts.flatMap(({ writes }, index) => {
    const own = ['spec', 'target', 'parts', index];
    return writes.map((path) => ({ path, own, at: [...own, 'content'] }));
  });
}

/** Files of a plan that claim one path, and those that a part of the user's own would write over. */
export function doubleClaims(plan: NodePlan): Claim[] {
  const first = new Map<string, FileAtBoot>();
  const claims: Claim[] = [];
  for (const file of [...plan.files, ...plan.filesAtBoot]) {
    const other = first.get(file.path);
    if (!other) first.set(file.path, file);
    else {
      const [own, rival] = isOwn(file) || !isOwn(other) ? [file, other] : [other, file];
      claims.push({ ...placeOf(own), rival: rival.origin });
    }
  }
  for (const place of placesOfParts(plan)) {
    const rival = first.get(place.path);
    if (rival) claims.push({ ...place, rival: rival.origin });
  }
  return claims;
}

/** Files, those of the user's own parts too, that a download's program would take the place of. */
export function programClaims(plan: NodePlan): ProgramClaim[] {
  const over = [...plan.files, ...plan.filesAtBoot].filter(({ path }) => plan.programs.has(path)).map(placeOf);
  return [...over, ...placesOfParts(plan)].flatMap(({ path, at }) => {
    const artifact = plan.programs.get(path);
    return artifact === undefined ? [] : [{ path, at, artifact }];
  });
}

/** A file that a mount of the user's own would hide: the mount's place in the part's text. */
export interface CoveredFile {
  readonly mount: string;
  readonly path: string;
  readonly at: SpecPath;
  readonly within: readonly [start: number, end: number];
}

/** Files that lie below a mount which comes after them, one for each mount. */
export function coveredFiles({ files, parts }: NodePlan): CoveredFile[] {
  return parts.flatMap(({ mounts, content }, index) =>
    mounts.flatMap((mount) => {
      const covered = files.find(({ path }) => path.startsWith(`${mount}/`));
      const start = Math.max(0, content.indexOf(mount));
      const at = ['spec', 'target', 'parts', index, 'content'];
      return covered === undefined
        ? []
        : [{ mount, path: covered.path, at, within: [start, start + mount.length] as const }];
    }),
  );
}

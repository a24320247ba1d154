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

/** A file of the document that a mount hides: cloud-init's own comes after the files, others at their time. */
export interface CoveredFile {
  readonly mount: string;
  readonly by: 'cloud-init' | 'unit';
  readonly file: FileAtBoot;
  readonly at: SpecPath;
  /** Where in the text at that place the mount is named. */
  readonly within?: readonly [start: number, end: number];
}

type Mount = Omit<CoveredFile, 'file'>;

/** The place of a mount's directory in a text that names it. */
function withinText(text: string, mount: string): Pick<Mount, 'within'> {
  const start = text.indexOf(mount);
  return start < 0 ? {} : { within: [start, start + mount.length] };
}

const unitFile = /^\/etc\/systemd\/system\/[^/]+\.mount$/;

/** The directory that a mount unit of the user's own names, without a slash at its end. */
function mountedBy({ path, content }: FileAtBoot): string | undefined {
  if (!unitFile.test(path)) return undefined;
  return /^Where=(\/.*?)\/*\s*$/m.exec(content)?.[1];
}

/** All mounts of a plan: those of components, of unit files of the user's own, and of the user's own parts. */
function mountsOf({ files, mounts, parts }: NodePlan): Mount[] {
  const planned = mounts.map(({ where, origin }): Mount => ({ mount: where, by: 'unit', at: origin }));
  const own = files.filter(isOwn).flatMap((file): Mount[] => {
    const mount = mountedBy(file);
    if (mount === undefined) return [];
    return [{ mount, by: 'unit', at: [...file.origin, 'content'], ...withinText(file.content, mount) }];
  });
  const ofParts = parts.flatMap(({ mounts: points, content }, index) =>
    points.map((mount): Mount => {
      const at = ['spec', 'target', 'parts', index, 'content'];
      return { mount, by: 'cloud-init', at, ...withinText(content, mount) };
    }),
  );
  return [...planned, ...own, ...ofParts];
}

/** Files that lie below a mount, one for each mount. */
export function coveredFiles(plan: NodePlan): CoveredFile[] {
  const files = [...plan.files, ...plan.filesAtBoot];
  return mountsOf(plan).flatMap((mount) => {
    const file = files.find(({ path }) => path.startsWith(`${mount.mount}/`));
    return file === undefined ? [] : [{ ...mount, file }];
  });
}

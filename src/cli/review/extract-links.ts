import paths from 'node:path';
import type { TreeLink } from '../../review/tree.js';

const { posix } = paths;

/** As many links as Linux follows on one way. Source: path_resolution(7). */
const mostLinks = 40;

const stepsOf = (path: string): string[] => path.split('/').filter((step) => step !== '' && step !== '.');

/** A way through the tree: where it stands, and what is still to be walked. */
interface Walk {
  readonly place: string[];
  readonly left: string[];
}

/** Where the document's own links lead, by their paths. */
export type LinkTargets = ReadonlyMap<string, string>;

export const targetsOf = (links: readonly TreeLink[]): LinkTargets =>
  new Map(links.map(({ path, target }) => [path, target]));

/**
 * Whether a link leads out of the folder that stands for `/`, by itself or through others of the document's: above the
 * root there is nothing on a machine, but there is above a folder. `isForeign` says of a path whether a link is there
 * that the document has not made, which may lead anywhere.
 */
export function leadsOut(path: string, targets: LinkTargets, isForeign: (path: string) => boolean): boolean {
  const { place, left }: Walk = { place: [], left: stepsOf(path) };
  let followed = 0;
  while (left.length > 0) {
    const step = left.shift() ?? '';
    if (step === '..') {
      if (place.length === 0) return true;
      place.pop();
      continue;
    }
    place.push(step);
    const here = `/${place.join('/')}`;
    const target = targets.get(here);
    if (target === undefined) {
      if (isForeign(here)) return true;
      continue;
    }
    followed += 1;
    // Linux gives up here, too.
    if (followed > mostLinks) return false;
    place.pop();
    if (target.startsWith('/')) {
      place.length = 0;
      // An absolute one is written from where it stands to what it names, so ".." at the root stays there.
      left.unshift(...stepsOf(posix.normalize(target)));
    } else left.unshift(...stepsOf(target));
  }
  return false;
}

/** What a link holds in the folder, which stands for `/`: an absolute target from its own place. */
export function targetWithin({ path, target }: TreeLink): string {
  if (!target.startsWith('/')) return target;
  return posix.relative(posix.dirname(path), posix.normalize(target)) || '.';
}

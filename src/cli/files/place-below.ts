import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** What lies on the way to a file is not what may be there: a link, or a folder in the file's own place. */
export class UnsafePlaceError extends Error {}

/** What is in a place itself, a link among it; undefined for nothing. */
function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Throws UnsafePlaceError where a folder that files are to be written to is a link, which may lead anywhere. */
export function refuseLink(path: string): void {
  if (lookAt(path)?.isSymbolicLink())
    throw new UnsafePlaceError(
      `${path} is a link to ${readlinkSync(path)}, and Bootwright does not write or remove through a link: put a folder there, or delete the link`,
    );
}

/**
 * The place of a file below a folder. What is there already may come from somebody else's checkout, so no folder on the
 * way may be a link; the folder itself is its user's choice. Throws UnsafePlaceError, also for a name that leads out.
 */
export function placeBelow(folder: string, file: string): string {
  const steps = file.split('/');
  if (isAbsolute(file) || steps.some((step) => ['', '.', '..'].includes(step)))
    throw new UnsafePlaceError(`"${file}" is not the name of a file in ${folder}`);
  let path = folder;
  for (const [index, step] of steps.entries()) {
    path = join(path, step);
    if (index < steps.length - 1) refuseLink(path);
  }
  return path;
}

/** The same for a file that is to be written: a folder in its place would stop the writing half-way. */
export function placeToWrite(folder: string, file: string): string {
  const place = placeBelow(folder, file);
  if (lookAt(place)?.isDirectory())
    throw new UnsafePlaceError(`${place} is a folder where a file should be written: move it away`);
  return place;
}

import { lstatSync } from 'node:fs';

/** Whether a file, a folder, or a link to anything or nothing, is in a place. */
export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

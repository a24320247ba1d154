import { lstatSync, readlinkSync } from 'node:fs';
import type { Arguments } from '../command.js';

/** Why nothing is written to a folder that nobody named: a checkout may have made it a link to anywhere. */
export function unnamedLink(given: Arguments, option: 'out' | 'pki', folder: string): string | undefined {
  if (given.values.has(option) || !lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
  return `${folder} is a link to ${readlinkSync(folder)}: say --${option} ${folder} if it is to be written there`;
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { envelopes, wholes } from '../../encode/encode.js';

const extensions = [
  ...Object.values(envelopes).map(({ extension }) => extension),
  ...Object.values(wholes).flatMap(({ extension }) => extension ?? []),
];

/** What the names of documents end with, by envelope and packing. */
export const documentEndings = extensions.filter((extension) => !extension.includes('/')).map((name) => `.${name}`);

/** The same of those that have a folder of their own: its ending, and the document's place in it. */
const folderEndings = extensions.filter((extension) => extension.includes('/')).map((name) => `.${name}`.split('/'));

/** The documents in a cluster's folder: node → paths, in the order of the endings; the first of a node is compared. */
export function documentsOfFolder(folder: string): Map<string, string[]> {
  const names = readdirSync(folder);
  const found = new Map<string, string[]>();
  for (const [ending = '', ...place] of [...documentEndings.map((ending) => [ending]), ...folderEndings]) {
    for (const name of names.filter((each) => each.endsWith(ending)).sort()) {
      const node = name.slice(0, -ending.length);
      found.set(node, [...(found.get(node) ?? []), join(folder, name, ...place)]);
    }
  }
  return found;
}

/** Of two folders' documents of one node the two that have the same ending, else the first of each. */
export function pairOf(
  old: readonly string[],
  now: readonly string[],
  folders: readonly [string, string],
): [string, string] {
  const inNew = new Set(now.map((path) => path.slice(folders[1].length)));
  const same = old.find((path) => inNew.has(path.slice(folders[0].length)));
  const [first = ''] = old;
  const [second = ''] = now;
  return same === undefined ? [first, second] : [same, folders[1] + same.slice(folders[0].length)];
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { envelopes, wholes } from '../../encode/encode.js';

/** What a render says of its documents, beside them: no document, whatever these end with. */
export const manifestFile = 'manifest.json';

const extensions = [
  ...Object.values(envelopes).map(({ extension }) => extension),
  ...Object.values(wholes).flatMap(({ extension }) => extension ?? []),
];

/** What the names of documents end with, by envelope and packing. */
export const documentEndings = extensions.filter((extension) => !extension.includes('/')).map((name) => `.${name}`);

/** The same of those that have a folder of their own: its ending, and the document's place in it. */
const folderEndings = extensions.filter((extension) => extension.includes('/')).map((name) => `.${name}`.split('/'));

/** The ending by which a file or folder is a document: of several the longest, as in `.ign.json` beside `.json`. */
export function documentEnding(name: string, endings: readonly string[]): string | undefined {
  if (name === manifestFile) return undefined;
  return endings.filter((ending) => name.endsWith(ending)).sort((a, b) => b.length - a.length)[0];
}

/** The documents in a cluster's folder: node → paths, in the order of the endings; the first of a node is compared. */
export function documentsOfFolder(folder: string): Map<string, string[]> {
  const names = readdirSync(folder);
  const found = new Map<string, string[]>();
  const all = [...documentEndings.map((ending) => [ending]), ...folderEndings];
  const endings = all.flatMap(([ending]) => ending ?? []);
  for (const [ending = '', ...place] of all) {
    for (const name of names.filter((each) => documentEnding(each, endings) === ending).sort()) {
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

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a document's name ends with, by envelope and packing; the first of these that a node has is compared. */
const endings = ['.cloud-config.yaml', '.mime.txt', '.ign.json', '.sh', '.user-data.txt', '.user-data.gz', '.nocloud'];

/** The documents in a cluster's folder: node → paths, in the order of the endings. */
export function documentsOfFolder(folder: string): Map<string, string[]> {
  const names = readdirSync(folder);
  const found = new Map<string, string[]>();
  for (const ending of endings) {
    for (const name of names.filter((each) => each.endsWith(ending)).sort()) {
      const node = name.slice(0, -ending.length);
      const path = join(folder, name, ending === '.nocloud' ? 'user-data' : '');
      found.set(node, [...(found.get(node) ?? []), path]);
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

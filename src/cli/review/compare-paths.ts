import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type NotedCopy, readCopy } from '../../copies/copy-note.js';
import { pairsOf } from '../../copies/pair-copies.js';
import { compareDocuments } from '../../review/compare-documents.js';
import type { ToldMachine } from '../../review/told/told-change.js';
import type { TreeChange } from '../../review/tree-change.js';
import { unreadText } from '../files/document-file.js';
import { documentsOfFolder, pairOf } from '../files/document-folder.js';
import { readGivenFile } from '../files/given-file.js';

/** What is otherwise on one machine, or on several alike. */
export interface MachineChange {
  /** null where two documents are compared and not two folders. */
  readonly node: string | null;
  /** Of a copy for review all nodes that it is for. */
  readonly nodes?: readonly string[];
  readonly change: 'added' | 'removed' | 'changed';
  readonly changes: readonly TreeChange[];
  /** The same in words; null where a node comes or goes. */
  readonly told: ToldMachine | null;
}

/** Why nothing can be compared. */
export class Misused extends Error {}

type Contents = Pick<MachineChange, 'changes' | 'told'>;

function contentsOf(old: Uint8Array, now: Uint8Array, paths: readonly [string, string]): Contents {
  const compared = compareDocuments(old, now);
  if ('changes' in compared) return compared;
  throw new Misused(unreadText(paths[compared.unread === 'old' ? 0 : 1], compared.mistake));
}

/** What changes between two documents; copies of the same machines for review are compared as those. */
export function compareFiles(...paths: readonly [string, string]): MachineChange[] {
  const [old, now] = [readGivenFile(paths[0]), readGivenFile(paths[1])];
  const [was, becomes] = [old, now].map((bytes) => readCopy(bytes.toString('utf8')));
  const known = was?.nodes.map(([node]) => node);
  if (was && becomes?.nodes.some(([node]) => known?.includes(node))) return compareCopies([was], [becomes], paths);
  const compared = contentsOf(old, now, paths);
  return compared.changes.length > 0 ? [{ node: null, change: 'changed', ...compared }] : [];
}

type Documents = ReadonlyMap<string, readonly string[]>;

function machinesIn(folder: string): Documents {
  const found = documentsOfFolder(folder);
  if (found.size === 0)
    throw new Misused(`${folder} has no documents: name the folder of one cluster, such as out/NAME`);
  return found;
}

const comesOrGoes = (node: string, change: 'added' | 'removed'): MachineChange => ({
  node,
  change,
  changes: [],
  told: null,
});

/** What changes between the documents of two folders, or between their copies for review, node by node. */
export function compareFolders(old: string, now: string): MachineChange[] {
  const folders = [join(old), join(now)] as const;
  const [before, after] = [machinesIn(folders[0]), machinesIn(folders[1])];
  const [theirs, ours] = [copiesOf(before), copiesOf(after)];
  if (theirs && ours) return compareCopies(theirs, ours, folders);
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((node): MachineChange[] => {
    const [was, becomes] = [before.get(node), after.get(node)];
    if (was === undefined || becomes === undefined) return [comesOrGoes(node, was === undefined ? 'added' : 'removed')];
    const [older, newer] = pairOf(was, becomes, folders);
    const compared = contentsOf(readGivenFile(older), readGivenFile(newer), [older, newer]);
    return compared.changes.length > 0 ? [{ node, change: 'changed', ...compared }] : [];
  });
}

/** The copies of a folder, if that is what its documents are. */
function copiesOf(documents: Documents): NotedCopy[] | undefined {
  const copies: NotedCopy[] = [];
  for (const [path = ''] of documents.values()) {
    const copy = readCopy(readFileSync(path, 'utf8'));
    if (copy === undefined) return undefined;
    copies.push(copy);
  }
  return copies;
}

function compareCopies(
  old: readonly NotedCopy[],
  now: readonly NotedCopy[],
  folders: readonly [string, string],
): MachineChange[] {
  const before = new Map(old.flatMap((copy) => copy.nodes.map(([node]) => [node, copy] as const)));
  const gone = new Set(before.keys());
  const changes = now.flatMap((copy): MachineChange[] => {
    for (const [node] of copy.nodes) gone.delete(node);
    const { pairs, added } = pairsOf(copy, (node) => before.get(node));
    return [
      ...added.map((node) => comesOrGoes(node, 'added')),
      ...pairs.flatMap(({ nodes, old: was, now: becomes }): MachineChange[] => {
        const compared = contentsOf(utf8ToBytes(was), utf8ToBytes(becomes), folders);
        return compared.changes.length > 0 ? [{ node: nodes[0], nodes, change: 'changed', ...compared }] : [];
      }),
    ];
  });
  return [...changes, ...[...gone].map((node) => comesOrGoes(node, 'removed'))];
}

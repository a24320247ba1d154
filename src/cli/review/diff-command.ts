import { statSync } from 'node:fs';
import { join } from 'node:path';
import { compareDocuments } from '../../review/compare-documents.js';
import type { TreeChange } from '../../review/tree-change.js';
import { coloursFor } from '../colour.js';
import { type Arguments, settledValue } from '../command.js';
import { printReport, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { harmless, readBytes, unreadText } from '../files/document-file.js';
import { documentsOfFolder, pairOf } from '../files/document-folder.js';
import { misuse } from '../misuse.js';
import { changeText } from '../render/change-text.js';
import { counted } from '../text-table.js';

/** What is otherwise on one machine. */
interface MachineChange {
  /** null where two documents are compared and not two folders. */
  readonly node: string | null;
  readonly change: 'added' | 'removed' | 'changed';
  readonly changes: readonly TreeChange[];
}

class Misused extends Error {}

function changesOf(old: string, now: string): readonly TreeChange[] {
  const compared = compareDocuments(readBytes(old), readBytes(now));
  if ('changes' in compared) return compared.changes;
  throw new Misused(unreadText(compared.unread === 'old' ? old : now, compared.mistake));
}

function machinesIn(folder: string): Map<string, string[]> {
  const found = documentsOfFolder(folder);
  if (found.size === 0) throw new Misused(`${folder} holds no documents: name the folder of one cluster, as out/NAME`);
  return found;
}

function compareFolders(old: string, now: string): MachineChange[] {
  const folders = [join(old), join(now)] as const;
  const [before, after] = [machinesIn(folders[0]), machinesIn(folders[1])];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((node): MachineChange[] => {
    const [theirs, ours] = [before.get(node), after.get(node)];
    if (theirs === undefined || ours === undefined)
      return [{ node, change: theirs === undefined ? 'added' : 'removed', changes: [] }];
    const changes = changesOf(...pairOf(theirs, ours, folders));
    return changes.length > 0 ? [{ node, change: 'changed', changes }] : [];
  });
}

function compare(old: string, now: string): MachineChange[] {
  if (old === '-' && now === '-') throw new Misused('standard input is one document: name a file for the other');
  const [before, after] = [old, now].map((path) => path !== '-' && statSync(path).isDirectory());
  if (before !== after)
    throw new Misused(`${before ? old : now} is a folder and the other is none: compare like with like`);
  if (before) return compareFolders(old, now);
  const changes = changesOf(old, now);
  return changes.length > 0 ? [{ node: null, change: 'changed', changes }] : [];
}

const machineText = ({ node, change, changes }: MachineChange): string =>
  change === 'changed'
    ? changes.map((each) => changeText(each, node === null ? '' : `${node}: `, coloursFor('data'))).join('')
    : `${node}: ${change}\n`;

export function run(given: Arguments): ExitStatus {
  const [old = '', now = ''] = given.operands;
  try {
    const machines = compare(old, now);
    if (settledValue(given, 'format') === 'json') printReport(`${JSON.stringify(machines, null, 2)}\n`);
    else {
      printReport(machines.map(machineText).join(''));
      const things = machines.reduce((sum, { changes }) => sum + Math.max(1, changes.length), 0);
      say(things === 0 ? 'nothing changes on the machines' : `${counted(things, 'change')}`);
    }
    return machines.length > 0 ? exitStatus.refused : exitStatus.fine;
  } catch (error) {
    if (error instanceof Misused) return misuse(harmless(error.message));
    throw error;
  }
}

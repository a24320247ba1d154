import { readFileSync, statSync } from 'node:fs';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { TerraformArgument } from '../../resolve/resolved/resolved.js';
import { compareDocuments } from '../../review/compare-documents.js';
import { fileChange, sameBytes } from '../../review/file-change.js';
import { fingerprintOf } from '../../review/redaction.js';
import type { ToldMachine } from '../../review/told/told-change.js';
import type { TreeFile } from '../../review/tree.js';
import type { TreeChange } from '../../review/tree-change.js';
import { fullDiffAllowance } from '../../review/unified-diff.js';

/** What a render would do to one file. */
export interface Change {
  readonly file: string;
  /** `left over`: no document of this cluster has this name. */
  readonly change: 'changed' | 'missing' | 'left over';
  /** What of it, without secrets; of a document what changes on the machine. */
  readonly changes?: readonly TreeChange[];
  /** The same of a document in words: setting by setting, and what each does to the machine. */
  readonly told?: ToldMachine;
  /** The diffs among them, one after the other. */
  readonly diff?: string;
  /** The node whose document it is. */
  readonly node?: string;
  /** Of a copy for review: all nodes whose document it is. */
  readonly nodes?: readonly string[];
  /** What Terraform does to its machine, if the document has other bytes than at the last render; null: not known. */
  readonly terraform?: TerraformArgument['onChange'] | null;
}

type Contents = Pick<Change, 'changes' | 'told' | 'diff'>;

function contents(changes: readonly TreeChange[]): Contents {
  const diffs = changes.flatMap(({ diff }) => diff ?? []);
  return { changes, ...(diffs.length > 0 ? { diff: diffs.join('') } : {}) };
}

/** A file on the disk; undefined where there is none. */
function presentAt(path: string): { readonly bytes: Uint8Array; readonly mode: number } | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && { bytes: readFileSync(path), mode: stat.mode };
}

/** Why there is nothing to see of a document that can't be read: one that is damaged may hold anything. */
function unreadChange(old: Uint8Array, now: Uint8Array, why: string): TreeChange {
  const prints = `${fingerprintOf(old)} → ${fingerprintOf(now)}`;
  return { what: 'bytes', name: 'of the document', change: 'changed', details: [why, prints] };
}

/** How a document differs from the one that would be written: what changes on the machine. */
export function documentDifference(old: Uint8Array, wanted: Uint8Array): Contents {
  const compared = compareDocuments(old, wanted);
  if ('changes' in compared) return { ...contents(compared.changes), told: compared.told };
  const side = compared.unread === 'old' ? 'the file that is there' : 'the new one';
  return contents([unreadChange(old, wanted, `${side} can't be read: ${compared.mistake}`)]);
}

/** The same of one on the disk. */
export function documentChange(file: string, wanted: Uint8Array, node: string): Change | undefined {
  const present = presentAt(file);
  if (present === undefined) return { file, change: 'missing', node };
  if (sameBytes(present.bytes, wanted)) return undefined;
  return { file, change: 'changed', ...documentDifference(present.bytes, wanted), node };
}

/**
 * How any other file differs. It is shown if both its modes let others read it; that they differ is no change: a clone of
 * a repository has other modes than a render.
 */
export function fileDifference(file: string, wanted: string, mode: number): Change | undefined {
  const present = presentAt(file);
  if (present === undefined) return { file, change: 'missing' };
  const isOpen = (present.mode & 0o077) !== 0 && (mode & 0o077) !== 0;
  const asFile = (content: Uint8Array): TreeFile => ({
    path: file,
    mode: isOpen ? 0o644 : 0o600,
    owner: '',
    content,
    packed: null,
    appended: false,
    also: {},
  });
  const found = fileChange(asFile(present.bytes), asFile(utf8ToBytes(wanted)), fullDiffAllowance());
  return found && { file, change: 'changed', ...contents([{ what: 'file', name: file, change: 'changed', ...found }]) };
}

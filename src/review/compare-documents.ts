import { compareTrees } from './compare-trees.js';
import { bytesIn, sameBytes } from './file-change.js';
import { readDocument } from './read-document.js';
import { tellChanges } from './told/tell-changes.js';
import type { ToldMachine } from './told/told-change.js';
import type { MachineTree } from './tree.js';
import type { TreeChange } from './tree-change.js';

/** What changes between two documents, or which of them can't be read, and why. */
export type DocumentComparison =
  | { readonly changes: readonly TreeChange[]; readonly told: ToldMachine }
  | { readonly unread: 'old' | 'new'; readonly mistake: string };

/** A document whose bytes change where nothing does that is decoded: that is told, since clouds look at the bytes. */
function bytesChange(old: Uint8Array, now: Uint8Array, before: MachineTree, after: MachineTree): TreeChange {
  const [wrapped, other] = [before, after].map(({ layers }) => layers.join(' > '));
  const how = wrapped === other ? [] : [`${wrapped} → ${other}`];
  const size = old.length === now.length ? [] : [`${bytesIn(old)} → ${bytesIn(now)}`];
  const why = 'the machine stays the same: only packing, order, comments or spelling differ';
  return { what: 'bytes', name: 'of the document', change: 'changed', details: [...how, ...size, why] };
}

/**
 * The one comparison of documents, whatever their envelopes: decoded, without secrets. Empty only where not a byte
 * differs.
 */
export function compareDocuments(old: Uint8Array, now: Uint8Array): DocumentComparison {
  const [before, after] = [readDocument(old), readDocument(now)];
  if ('mistake' in before) return { unread: 'old', mistake: before.mistake };
  if ('mistake' in after) return { unread: 'new', mistake: after.mistake };
  const found = sameBytes(old, now) ? [] : compareTrees(before.tree, after.tree);
  const isOther = found.length > 0 || sameBytes(old, now);
  const changes = isOther ? found : [bytesChange(old, now, before.tree, after.tree)];
  return { changes, told: tellChanges(before.tree, after.tree, changes) };
}

import { SecretLabels } from '../secrets/labels.js';
import { compareDocuments, type DocumentComparison } from './compare-documents.js';
import { compareTrees } from './compare-trees.js';
import type { MachineTree } from './tree.js';
import type { TreeChange } from './tree-change.js';

/** What one document makes otherwise than another, with a number in each secret's place: equal for equal ones. */
export function labelledChanges(old: MachineTree, now: MachineTree): readonly TreeChange[] {
  return JSON.parse(new SecretLabels().in(JSON.stringify(compareTrees(old, now)))) as readonly TreeChange[];
}

/**
 * What changes on a machine between two documents, whatever their envelopes: file by file, decoded, with a number in
 * each secret's place. Empty only where not a byte differs.
 */
export function diff(old: Uint8Array | string, now: Uint8Array | string): DocumentComparison {
  const bytes = (document: Uint8Array | string): Uint8Array =>
    typeof document === 'string' ? new TextEncoder().encode(document) : document;
  const compared = compareDocuments(bytes(old), bytes(now));
  return JSON.parse(new SecretLabels().in(JSON.stringify(compared))) as DocumentComparison;
}

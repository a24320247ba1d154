import { SecretLabels } from '../secrets/labels.js';
import { compareDocuments, type DocumentComparison } from './compare-documents.js';
import { compareTrees } from './compare-trees.js';
import type { MachineTree } from './tree.js';
import type { TreeChange } from './tree-change.js';

/** The same with a number in each secret's place: equal for equal ones. */
function labelled<T>(report: T): T {
  return JSON.parse(new SecretLabels().in(JSON.stringify(report))) as T;
}

/** What one document makes otherwise than another. */
export function labelledChanges(old: MachineTree, now: MachineTree): readonly TreeChange[] {
  return labelled(compareTrees(old, now));
}

/** What changes between two documents, byte by byte and decoded, or which of them can't be read. */
export function labelledComparison(old: Uint8Array, now: Uint8Array): DocumentComparison {
  return labelled(compareDocuments(old, now));
}

import { SecretLabels } from '../secrets/labels.js';
import { compareTrees, type TreeChange } from './compare-trees.js';
import type { MachineTree } from './tree.js';

/** What one document makes otherwise than another, with a number in each secret's place: equal for equal ones. */
export function labelledChanges(old: MachineTree, now: MachineTree): TreeChange[] {
  const labels = new SecretLabels();
  return JSON.parse(labels.in(JSON.stringify(compareTrees(old, now)))) as TreeChange[];
}

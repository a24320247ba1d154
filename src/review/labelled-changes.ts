import { SecretLabels } from '../secrets/labels.js';
import { compareTrees } from './compare-trees.js';
import type { MachineTree } from './tree.js';
import type { TreeChange } from './tree-change.js';

/** What one document makes otherwise than another, with a number in each secret's place: equal for equal ones. */
export function labelledChanges(old: MachineTree, now: MachineTree): readonly TreeChange[] {
  return JSON.parse(new SecretLabels().in(JSON.stringify(compareTrees(old, now)))) as readonly TreeChange[];
}

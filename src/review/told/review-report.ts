import { type GroupedChange, groupChanges } from './grouped.js';
import type { ToldMachine } from './told-change.js';

/** Machines that go through the same. */
export interface MachineGroup extends Pick<ToldMachine, 'impact' | 'restarts'> {
  readonly nodes: readonly string[];
}

/** What a review is told of many machines. */
export interface ReviewReport {
  readonly groups: readonly GroupedChange[];
  readonly machines: readonly MachineGroup[];
}

/** Takes what is told of one node after the other; in memory stays what differs between them. */
export interface ReviewReporter {
  readonly add: (nodes: readonly string[], told: ToldMachine) => void;
  readonly report: () => ReviewReport;
}

export function reviewReporter(): ReviewReporter {
  const grouping = groupChanges();
  const machines = new Map<string, { nodes: string[]; told: ToldMachine }>();
  return {
    add: (nodes, told) => {
      grouping.add(nodes, told.changes);
      const key = `${told.impact} ${told.restarts.join(' ')}`;
      const known = machines.get(key);
      if (known) known.nodes.push(...nodes);
      else machines.set(key, { nodes: [...nodes], told });
    },
    report: () => ({
      groups: grouping.groups(),
      machines: [...machines.values()].map(({ nodes, told: { impact, restarts } }) => ({ nodes, impact, restarts })),
    }),
  };
}

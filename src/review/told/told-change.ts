import type { Impact } from '../../impact/impact.js';
import type { TreeChange } from '../tree-change.js';

/** One change as people think of it: a setting, a download, a file; with what it does to a machine. */
export interface ToldChange {
  /** The field of the spec where it comes from one, else what it is: `file /etc/motd`. */
  readonly subject: string;
  readonly change: TreeChange['change'];
  /** A setting's value before and after; null: none is set, or it has no one value. */
  readonly was: string | null;
  readonly becomes: string | null;
  readonly details: readonly string[];
  /** Unified; of what has no settings that can be told one by one. */
  readonly diff?: string;
  readonly impact: Impact;
  /** Units that are started anew because of it. */
  readonly restarts: readonly string[];
  readonly why: string | null;
}

/** All that is told of one machine. */
export interface ToldMachine {
  readonly changes: readonly ToldChange[];
  /** The worst of their impacts. */
  readonly impact: Impact;
  /** All units that start anew when the new document is applied in place. */
  readonly restarts: readonly string[];
}

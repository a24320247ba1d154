import type { Suite } from '../supplies/guest.js';

/** A case of either kind, as the table shows it. */
export interface VersionCase {
  readonly name: string;
  /** What is tried, in a sentence for the list's reader. */
  readonly what: string;
  readonly kubernetes: string;
  readonly containerd: string;
  readonly apiServer: string;
  readonly guest: Suite;
}

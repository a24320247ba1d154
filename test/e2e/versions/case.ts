import type { Suite } from '../guest.js';

/** A case of either kind, as the table shows it. */
export interface VersionCase {
  readonly name: string;
  readonly kubernetes: string;
  readonly containerd: string;
  readonly apiServer: string;
  readonly guest: Suite;
}

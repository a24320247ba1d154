import type { Changes } from '../document/document.js';
import type { ImageChanges } from '../supplies/changed-disk.js';
import type { Suite } from '../supplies/guest.js';
import type { Stage } from './stage.js';

/** A row of the table: what happens to one machine, and how it must end. */
export interface BootCase {
  readonly name: string;
  /** What is tried, in a sentence for the table's reader. */
  readonly what: string;
  readonly guest: Suite;
  readonly image?: ImageChanges;
  /** Whose document it is in the spec, where that isn't the machine's name. */
  readonly node?: string;
  readonly changes?: Changes;
  readonly limitMinutes: number;
  /** It is compared with no machine to which nothing happened. */
  readonly isUncompared?: true;
  /** Throws where the machine does not do what it must; else says what was seen. */
  play(stage: Stage): Promise<string>;
}

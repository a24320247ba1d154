import type { Changes } from '../document.js';
import type { Suite } from '../guest.js';
import type { Stage } from './stage.js';

/** A row of the table: what happens to one machine, and how it must end. */
export interface BootCase {
  readonly name: string;
  /** What is tried, in a sentence for the table's reader. */
  readonly what: string;
  readonly guest: Suite;
  readonly changes?: Changes;
  readonly limitMinutes: number;
  /** Throws where the machine does not do what it must; else says what was seen. */
  play(stage: Stage): Promise<string>;
}

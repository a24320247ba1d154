import type { CloudConfig } from './cloud-config.js';
import type { Gathering } from './gathering.js';
import type { Allowance } from './unpack.js';

/** A document under way: what its parts have added until now. */
export interface Reading {
  readonly gathering: Gathering;
  readonly allowance: Allowance;
  config: CloudConfig | undefined;
}

/** One part on its way into the tree. */
export interface Part {
  readonly type: string;
  readonly text: string;
  /** How it wants to be merged, as its header says. */
  readonly merge: string;
  /** Its name for people: `part 2`. */
  readonly what: string;
  readonly headers: Readonly<Record<string, string>>;
}

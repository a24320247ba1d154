import type { Spec } from '../document.js';
import type { Suite } from '../guest.js';
import type { Course } from '../join.js';

/** One variant of a node: how its spec differs from fixtures/current-containerd, and what a cluster does for it. */
export interface ClusterRow extends Pick<Course, 'before' | 'whenReady'> {
  readonly name: string;
  /** What is tried, in a sentence for the table's reader. */
  readonly what: string;
  readonly guest: Suite;
  /** Laid over the spec. */
  readonly spec: Spec['spec'];
  /** Throws where the document is none of what the row is about; says what it is. */
  readonly isMeant: (document: string) => string;
}

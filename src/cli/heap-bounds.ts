import { setFlagsFromString } from 'node:v8';

/** Documents up to which the collector's own habits need less memory than ours would. */
const fewDocuments = 200;

/**
 * Keeps memory flat where thousands of documents are made. Node.js lets the young generation grow to 48 MiB and waits
 * long before it looks at the old one, although hardly anything of one document is used for the next. Both flags are
 * read at each collection, so they can be set now; a Node.js that does not know one ignores it.
 */
export function boundHeap(documents: number): void {
  if (documents <= fewDocuments) return;
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}

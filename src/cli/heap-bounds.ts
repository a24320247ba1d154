import { setFlagsFromString } from 'node:v8';

/**
 * Keeps memory flat, however many documents are made. Node.js lets the young generation grow to 48 MiB and waits long
 * before it looks at the old one, although hardly anything of one document is used for the next. Both flags are read at
 * each collection, so they can be set now, before a spec is read; a Node.js that does not know one ignores it.
 */
export function boundHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}

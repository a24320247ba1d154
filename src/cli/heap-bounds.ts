import { setFlagsFromString } from 'node:v8';

/**
 * Keeps memory flat, however many documents are made. Node.js lets the young generation grow to 48 MiB and waits long
 * before it looks at the old one, although hardly anything of one document is used for the next. The flags are read at each
 * collection, so they can be set now, before a spec is read; a Node.js that does not know one ignores it. The last one lets
 * the old generation grow in steps of 2 MiB, where they are 8.
 */
export function boundHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--optimize-for-size');
}

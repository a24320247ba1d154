import { setFlagsFromString } from 'node:v8';

/**
 * Keeps memory flat, however many documents are made. Node.js lets the young generation grow to 48 MiB and waits long
 * before it looks at the old one, although hardly anything of one document is used for the next. The flags are read at each
 * collection, so they can be set now, before a spec is read. Node.js 20, 22, 24 and 26 know them; one that does not says so on
 * standard error, and goes on. With the last one the old generation grows in smaller steps.
 */
export function boundHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--optimize-for-size');
}

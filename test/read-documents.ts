import { readDocument } from '../src/review/read-document.js';
import type { MachineTree } from '../src/review/tree.js';

export const treeOf = (document: string | Uint8Array): MachineTree => {
  const review = readDocument(document);
  if ('mistake' in review) throw new Error(review.mistake);
  return review.tree;
};

export const mistakeIn = (document: string | Uint8Array): string => {
  const review = readDocument(document);
  return 'mistake' in review ? review.mistake : 'none';
};

/** What of a document can't be read, though the rest can. */
export const unreadIn = (document: string | Uint8Array): string[] =>
  treeOf(document).parts.flatMap(({ name, reason }) => (reason === null ? [] : [`${name}: ${reason}`]));

export const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

export const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64');

import { readFileSync } from 'node:fs';
import { readDocument } from '../../review/read-document.js';
import type { MachineTree } from '../../review/tree.js';

/** A document as the user named it. */
export interface DocumentFile {
  readonly name: string;
  readonly bytes: number;
  readonly tree: MachineTree;
}

const nameOf = (path: string): string => (path === '-' ? '<stdin>' : path);

/** The bytes of a document; `-` is standard input. */
export const readBytes = (path: string): Uint8Array => readFileSync(path === '-' ? 0 : path);

/** What to tell of a document that can't be read. */
export const unreadText = (path: string, mistake: string): string =>
  `${nameOf(path)} is not user-data that Bootwright can read: ${mistake}`;

/** Reads a document. What is no user-data comes back as a mistake. */
export function readDocumentFile(path: string): DocumentFile | { readonly mistake: string } {
  const bytes = readBytes(path);
  const review = readDocument(bytes);
  if ('mistake' in review) return { mistake: unreadText(path, review.mistake) };
  return { name: nameOf(path), bytes: bytes.length, tree: review.tree };
}

/** A text of unknown origin on a terminal: no character in it may move the cursor or change a colour. */
export function harmless(text: string): string {
  return text.replace(/(?![\t\n])\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

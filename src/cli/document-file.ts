import { readFileSync } from 'node:fs';
import { readDocument } from '../review/read-document.js';
import type { MachineTree } from '../review/tree.js';

/** A document as the user named it. */
export interface DocumentFile {
  readonly name: string;
  readonly bytes: number;
  readonly tree: MachineTree;
}

/** Reads a document; `-` is standard input. What is no user-data comes back as a mistake. */
export function readDocumentFile(path: string): DocumentFile | { readonly mistake: string } {
  const name = path === '-' ? '<stdin>' : path;
  const bytes = readFileSync(path === '-' ? 0 : path);
  const review = readDocument(bytes);
  if ('mistake' in review) return { mistake: `${name} is no user-data that can be read: ${review.mistake}` };
  return { name, bytes: bytes.length, tree: review.tree };
}

/** A text of unknown origin on a terminal: no character in it may move the cursor or change a colour. */
export function harmless(text: string): string {
  return text.replace(/(?![\t\n])\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

import { readDocument } from '../../review/read-document.js';
import type { MachineTree } from '../../review/tree.js';
import { readGivenFile } from './given-file.js';

/** A document as the user named it. */
export interface DocumentFile {
  readonly name: string;
  readonly bytes: number;
  readonly tree: MachineTree;
}

const nameOf = (path: string): string => (path === '-' ? '<stdin>' : path);

/** What to tell of a document that can't be read. */
export const unreadText = (path: string, mistake: string): string =>
  `${nameOf(path)} is not user-data that Bootwright can read: ${mistake}`;

/** Reads a document. What is no user-data comes back as a mistake. */
export function readDocumentFile(path: string): DocumentFile | { readonly mistake: string } {
  const bytes = readGivenFile(path);
  if (/^(#.*\n|\s)*apiVersion: bootwright\//.test(Buffer.from(bytes).toString('utf8', 0, 2000)))
    return {
      mistake: `${nameOf(path)} is a spec: "bootwright render" makes documents of it, and those can be inspected`,
    };
  const review = readDocument(bytes);
  if ('mistake' in review) return { mistake: unreadText(path, review.mistake) };
  return { name: nameOf(path), bytes: bytes.length, tree: review.tree };
}

/** A text of unknown origin on a terminal: no character in it may move the cursor or change a colour. */
export function harmless(text: string): string {
  return text.replace(/(?![\t\n])\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

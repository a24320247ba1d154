import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { memoryOf } from './memory.js';
import type { PlannedFile } from './node-plan.js';

/** SHA-256 of a text, in hexadecimal digits. */
export function digestOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Digests of files' contents; what many nodes have alike is read once. */
export const contentDigests = memoryOf(digestOf);

/** A file's line as sha256sum(1) prints it, which escapes a backslash in a name and marks the line with one. */
export function digestLine(file: PlannedFile): string {
  const line = `${contentDigests.of(file.content)}  ${file.path.replaceAll('\\', '\\\\')}\n`;
  return file.path.includes('\\') ? `\\${line}` : line;
}

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Zippable, zipSync } from 'fflate';

export interface ArchiveFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Permission bits, as in 0o600. */
  readonly mode: number;
}

/** No clock is in an archive: the same files are the same archive. */
const mtime = '1980-01-01T00:00:00';
const unix = 3;

/** Files as a ZIP archive that keeps their modes. */
export function archiveOf(files: readonly ArchiveFile[]): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const { path, content, mode } of files) {
    const bytes = typeof content === 'string' ? utf8ToBytes(content) : content;
    entries[path] = [bytes, { os: unix, attrs: ((0o100000 | mode) << 16) >>> 0, mtime }];
  }
  return new Uint8Array(zipSync(entries));
}

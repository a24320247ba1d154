import { createRequire } from 'node:module';
import type * as Fflate from 'fflate';

/*
 * What the bundler puts in place of the library in the command: the same code, read when the first document does not
 * fit. It makes tables when it is read, and most renders pack nothing.
 */
const library = () => createRequire(import.meta.url)('./deflate.cjs') as typeof Fflate;

export const gzipSync: typeof Fflate.gzipSync = (data, options) => library().gzipSync(data, options);

/** What is made of it is the library's own. */
export const Gunzip = function make(write: Fflate.FlateStreamHandler) {
  return new (library().Gunzip)(write);
} as unknown as typeof Fflate.Gunzip;

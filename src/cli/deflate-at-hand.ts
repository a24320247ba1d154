import { createRequire } from 'node:module';
import type * as Fflate from 'fflate';

/*
 * What the bundler puts in place of the library in the command: the same code, read when the first document does not
 * fit. It makes tables when it is read, and most renders pack nothing.
 */
export const gzipSync: typeof Fflate.gzipSync = (data, options) => {
  const library = createRequire(import.meta.url)('./deflate.cjs') as typeof Fflate;
  return library.gzipSync(data, options);
};

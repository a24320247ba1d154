import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  /** A ready-made document and its keys, in place of what the product renders. */
  readonly given: { readonly document: string; readonly pki: string } | undefined;
  /** Where logs and work files go; kept after the run. */
  readonly work: string | undefined;
  /** Only fill the cache. */
  readonly prepareOnly: boolean;
}

export const usage = `usage: node build/e2e/main.js join [--document FILE --pki DIR] [--work DIR] [--prepare]

  --document FILE  boot this cloud-config instead of rendering fixtures/current-containerd
  --pki DIR        the keys that go with it: ca.pem, ca-key.pem, admin.pem, admin-key.pem
  --work DIR       keep logs and work files here
  --prepare        only build the programs and the guest image into the cache`;

export function parseOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      document: { type: 'string' },
      pki: { type: 'string' },
      work: { type: 'string' },
      prepare: { type: 'boolean', default: false },
    },
  });
  const { document, pki } = values;
  if ((document === undefined) !== (pki === undefined)) throw new Error('--document and --pki go together');
  return {
    given: document === undefined || pki === undefined ? undefined : { document: resolve(document), pki: resolve(pki) },
    work: values.work,
    prepareOnly: values.prepare,
  };
}

import { createHash } from 'node:crypto';
import { type ClusterRow, holds } from './row.js';

/** So many bytes that hardly compress. */
function noise(bytes: number): string {
  const lines = Array.from({ length: Math.ceil(bytes / 86) }, (_, round) =>
    createHash('sha512').update(String(round)).digest('base64').slice(0, 85),
  );
  return `${lines.join('\n')}\n`;
}

/** A document that is too large for AWS as it is, by a file of the user's own. */
function packed(name: string, what: string, bytes: number, signs: readonly RegExp[]): ClusterRow {
  return {
    name,
    what,
    guest: 'bookworm',
    spec: {
      target: { provider: 'aws' },
      host: { files: [{ path: '/opt/more', content: noise(bytes) }] },
    },
    isMeant: (document) => `${document.length} bytes, ${holds(signs)(document)}`,
  };
}

/** The forms that text goes through a provider in, unpacked by the machine's own cloud-init. */
export const packedRows: readonly ClusterRow[] = [
  packed('packed-files', 'one byte too many for AWS: some files are packed one by one', 2000, [
    /^#cloud-config\n/,
    /encoding: gz\+b64\n/,
  ]),
  packed('packed-whole', 'far too large for AWS: the whole document packed as text (MIME)', 5000, [
    /^MIME-Version: 1\.0\n/m,
    /^Content-Type: application\/gzip\n/m,
  ]),
];

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
function packed(name: string, what: string, bytes: number, isMeant: ClusterRow['isMeant']): ClusterRow {
  return {
    name,
    what,
    guest: 'bookworm',
    spec: {
      target: { provider: 'aws' },
      host: { files: [{ path: '/opt/more', content: noise(bytes) }] },
    },
    isMeant,
  };
}

/** What the provider is given holds these. */
const isSentAs =
  (signs: readonly RegExp[]): ClusterRow['isMeant'] =>
  ({ text, pki }) =>
    holds(signs)({ text, pki });

const isGzip: ClusterRow['isMeant'] = (document) => {
  const { text, bytes } = document;
  if (bytes === undefined) throw new Error('the document is text');
  return `${bytes.length} bytes of gzip for ${holds([/^#cloud-config/])(document)} of ${text.length}`;
};

/** The forms that a document goes through a provider in, unpacked by the machine's own cloud-init. */
export const packedRows: readonly ClusterRow[] = [
  packed(
    'packed-files',
    'a few bytes too many for AWS: some files are packed one by one',
    700,
    isSentAs([/^#cloud-config\n/, /(?:encoding: gz\+b64\n[\s\S]*){2}/]),
  ),
  packed(
    'packed-whole',
    'far too large for AWS: the whole document packed as text (MIME)',
    3000,
    isSentAs([/^MIME-Version: 1\.0\n/m, /^Content-Type: application\/gzip\n/m]),
  ),
  packed('packed-binary', 'larger still: the whole document as gzip, which AWS takes as bytes', 8000, isGzip),
];

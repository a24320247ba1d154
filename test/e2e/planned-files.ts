import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import type { Shell } from './shell.js';

/** A file as the document plans it. */
export interface PlannedFile {
  readonly path: string;
  /** Four octal digits. */
  readonly mode: string;
  readonly owner: string;
  readonly content: Buffer;
  readonly sha256: string;
}

interface WrittenFile {
  path: string;
  content?: string;
  encoding?: string;
  permissions?: string;
  owner?: string;
}

/** Reads the planned files from a cloud-config as cloud-init would. */
export function readPlannedFiles(document: string): readonly PlannedFile[] {
  const config = parse(document, { version: '1.1' }) as { write_files?: WrittenFile[] };
  return (config.write_files ?? []).map(
    ({ path, content = '', encoding, permissions = '0644', owner = 'root:root' }) => {
      const decoded = decode(content, encoding);
      const sha256 = createHash('sha256').update(decoded).digest('hex');
      return { path, mode: permissions.padStart(4, '0'), owner, content: decoded, sha256 };
    },
  );
}

/** The text of a planned file. */
export function contentOf(planned: readonly PlannedFile[], path: string): string {
  const file = planned.find((one) => one.path === path);
  if (file === undefined) throw new Error(`the document has no ${path}`);
  return file.content.toString();
}

function decode(content: string, encoding = 'text/plain'): Buffer {
  switch (encoding) {
    case 'text/plain':
      return Buffer.from(content);
    case 'b64':
    case 'base64':
      return Buffer.from(content, 'base64');
    case 'gz+b64':
    case 'gzip+b64':
    case 'gz+base64':
    case 'gzip+base64':
      return gunzipSync(Buffer.from(content, 'base64'));
    default:
      throw new Error(`the document uses the encoding ${encoding}, which this test can't read`);
  }
}

/** What differs on the machine from the plan, a line each. */
export async function compareFiles(shell: Shell, planned: readonly PlannedFile[]): Promise<readonly string[]> {
  const quoted = planned.map(({ path }) => `'${path.replaceAll("'", "'\\''")}'`).join(' ');
  const { stdout } = await shell.attempt(
    `for f in ${quoted}; do echo "$(stat -L -c '%04a %U:%G' "$f") $(sha256sum <"$f" | cut -d' ' -f1) $f"; done`,
  );
  const found = new Set(stdout.split('\n'));
  return planned
    .filter(({ path, mode, owner, sha256 }) => !found.has(`${mode} ${owner} ${sha256} ${path}`))
    .map(({ path, mode, owner, sha256 }) => {
      const seen = stdout.split('\n').find((line) => line.endsWith(` ${path}`)) ?? 'nothing';
      return `${path}: planned ${mode} ${owner} ${sha256.slice(0, 12)}, found ${seen}`;
    });
}

import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import type { Shell } from '../machine/shell.js';

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

interface IgnitionConfig {
  readonly storage: {
    readonly files: readonly {
      readonly path: string;
      readonly mode: number;
      readonly contents: { readonly source: string; readonly compression?: string };
    }[];
  };
  readonly systemd: { readonly units: readonly { readonly name: string; readonly contents?: string }[] };
}

/** Reads the planned files from a cloud-config as cloud-init would, or from an Ignition config. */
export function readPlannedFiles(document: string): readonly PlannedFile[] {
  return document.startsWith('{') ? filesOfIgnition(JSON.parse(document)) : filesOfCloudConfig(document);
}

function filesOfIgnition({ storage, systemd }: IgnitionConfig): readonly PlannedFile[] {
  const files = storage.files.map(({ path, mode, contents: { source, compression } }) => {
    const data = source.slice(source.indexOf(',') + 1);
    const packed = /^data:[^,]*;base64,/.test(source) ? Buffer.from(data, 'base64') : decodeURIComponent(data);
    const content = compression === 'gzip' ? gunzipSync(packed as Buffer) : Buffer.from(packed as string);
    return plannedFile(path, mode.toString(8), 'root:root', content);
  });
  const units = systemd.units.map(({ name, contents = '' }) =>
    plannedFile(`/etc/systemd/system/${name}`, '644', 'root:root', Buffer.from(contents)),
  );
  return [...files, ...units];
}

function plannedFile(path: string, mode: string, owner: string, content: Buffer): PlannedFile {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, mode: mode.padStart(4, '0'), owner, content, sha256 };
}

function filesOfCloudConfig(document: string): readonly PlannedFile[] {
  const config = parse(document, { version: '1.1' }) as { write_files?: WrittenFile[] };
  return (config.write_files ?? []).map(({ path, content = '', encoding, permissions = '0644', owner = 'root:root' }) =>
    plannedFile(path, permissions, owner, decode(content, encoding)),
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

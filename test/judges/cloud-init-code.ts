import { execFileSync } from 'node:child_process';
import { cached } from './judge.js';

/** What cloud-init itself makes of a document. */
export interface CloudInitReading {
  readonly files: readonly { readonly path: string; readonly mode: number; readonly content: string }[];
  /** Parts that are no cloud-config: their type and their content. */
  readonly scripts: readonly (readonly [string, string])[];
  readonly config: Readonly<Record<string, unknown>>;
}

/** cloud-init's own code by Debian's releases: 20.4.1, 22.4.2, 25.1.4 and 26.2. */
export const cloudInits = ['bullseye', 'bookworm', 'trixie', 'forky'].map((suite) => ({
  suite,
  code: cached(new RegExp(`^cloud-init-${suite}$`), 'cloudinit')?.replace(/\/cloudinit$/, ''),
}));

const decoded = (text: string): string => Buffer.from(text, 'base64').toString();

/** Reads documents with one of them. */
export function readByCloudInit(code: string, documents: readonly (string | Uint8Array)[]): CloudInitReading[] {
  const input = documents.map((document) => `${Buffer.from(document).toString('base64')}\n`).join('');
  const output = execFileSync('/usr/bin/python3', ['test/judges/cloud-init-reader.py'], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: code },
    input,
    maxBuffer: 2 ** 28,
  });
  const readings = JSON.parse(output) as CloudInitReading[];
  return readings.map(({ files, scripts, config }) => ({
    files: files.map((file) => ({ ...file, content: decoded(file.content) })),
    scripts: scripts.map(([kind, content]) => [kind, decoded(content)] as const),
    config,
  }));
}

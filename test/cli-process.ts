import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('..', import.meta.url));
const program = join(repository, 'dist', 'cli.js');

/** What a run of the built command did. */
export interface Run {
  readonly status: number | null;
  readonly data: string;
  readonly talk: string;
}

/** Builds the command if nobody has; what is there is tested as it is. */
export function ensureBuilt(): void {
  if (existsSync(program)) return;
  const { status, stderr } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: repository, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the build failed: ${stderr}`);
}

/** Runs the command in a folder, as a user would. */
export function bootwright(
  folder: string,
  args: readonly string[],
  input = '',
  more: Readonly<Record<string, string>> = {},
): Run {
  const env = { PATH: process.env.PATH ?? '', HOME: folder, ...more };
  const run = spawnSync(process.execPath, [program, ...args], { cwd: folder, env, input, encoding: 'utf8' });
  return { status: run.status, data: run.stdout, talk: run.stderr };
}

/** A new folder with a spec of three workers, and their keys where asked for: those of the fixture, valid for ever. */
export function workspace(options: { readonly keys: boolean }): string {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-cli-'));
  const fixture = join(repository, 'fixtures', 'current-containerd');
  cpSync(join(fixture, 'cluster.yaml'), join(folder, 'cluster.yaml'));
  if (options.keys) cpSync(join(fixture, 'pki'), join(folder, 'pki'), { recursive: true });
  return folder;
}

/** Changes a text file by replacing a part of it, which must be there. */
export function edit(path: string, part: string, replacement: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(part)) throw new Error(`${path} does not hold ${part}`);
  writeFileSync(path, text.replace(part, replacement));
}

import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { workspace } from './cli-process.js';

export const cli = `${process.execPath} ${resolve('dist/cli.js')}`;

export const git = (folder: string, ...args: string[]): string => {
  const run = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.trim();
};

/** A repository with a spec and its committed copies, and the commit of these. */
export function repository(): { folder: string; base: string } {
  const folder = workspace({ keys: false });
  spawnSync(process.execPath, [resolve('dist/cli.js'), 'render', 'cluster.yaml', '--review'], { cwd: folder });
  git(folder, 'init', '-q');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'first');
  return { folder, base: git(folder, 'rev-parse', 'HEAD') };
}

/** Runs lines in a folder beside the server, which answers meanwhile. */
export function run(
  folder: string,
  lines: string,
  env: Readonly<Record<string, string>>,
): Promise<{ status: number | null; output: string }> {
  const child = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', lines], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
  });
  let output = '';
  child.stdout.on('data', (part) => {
    output += part;
  });
  child.stderr.on('data', (part) => {
    output += part;
  });
  return new Promise((done) => child.on('close', (status) => done({ status, output })));
}

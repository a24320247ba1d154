import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterFiles, readCluster } from '../src/index.js';
import { specText } from './fixture-input.js';

export const kthw = specText('seed-004-kthw-1.21');

/** Lays a spec's scripts into a folder, beside programs that only write down how they were called and answer. */
export function lay(text: string, answers: Readonly<Record<string, string>>) {
  const { cluster, diagnostics } = readCluster(text);
  if (!cluster) throw new Error(JSON.stringify(diagnostics));
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-scripts-'));
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  for (const { path, content } of clusterFiles(cluster)) writeFileSync(join(folder, path.split('/')[1] ?? ''), content);
  const calls = join(folder, 'calls');
  for (const [program, answer] of Object.entries(answers)) {
    writeFileSync(join(programs, program), `#!/bin/bash\necho "${program} $*" >>${calls}\n${answer}\n`);
    chmodSync(join(programs, program), 0o755);
  }
  return (script: string, args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}) => {
    rmSync(calls, { force: true });
    const env = { PATH: `${programs}:${process.env.PATH}`, ...environment };
    const run = spawnSync('bash', [join(folder, script), ...args], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const made = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
    return { status: run.status, said: run.stdout + run.stderr, calls: made };
  };
}

/** gcloud in a project without routes. */
export const empty = 'case "$*" in *describe*) exit 1 ;; *get-value*) echo europe-west3-a ;; esac';

import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';

const program = resolve('build/one-file/bootwright');

describe.skipIf(process.platform !== 'linux')('the one-file program', () => {
  beforeAll(() => {
    ensureBuilt();
    execFileSync('npx', ['tsc', '-p', 'scripts'], { stdio: 'ignore' });
    execFileSync(process.execPath, ['build/scripts/scripts/one-file.js'], { stdio: 'ignore' });
  }, 600_000);

  const run = (folder: string, ...args: string[]) =>
    spawnSync(program, args, { cwd: folder, env: { PATH: '/nowhere', HOME: folder }, encoding: 'utf8' });

  it('makes the documents of the command where there is no Node.js', () => {
    const folder = workspace({ keys: true });
    const { status, stdout, stderr } = run(folder, 'render', 'cluster.yaml', '--node', 'worker-0', '--stdout');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toBe(readFileSync('out/current-containerd/worker-0.cloud-config.yaml', 'utf8'));
    // Unpacked once, below the user's own cache, and nowhere else.
    expect(run(folder, '-v').stdout).toBe(bootwright(folder, ['-v']).data);
    expect(readdirSync(join(folder, '.cache/bootwright'))).toHaveLength(1);
  });

  it('has the examples, the schemas and the manual with it, and makes keys', () => {
    const folder = workspace({ keys: false });
    expect(run(folder, 'pki', 'issue', 'cluster.yaml').status).toBe(0);
    expect(run(folder, 'init', 'other.yaml', '--example', 'flatcar').status).toBe(0);
    expect(run(folder, 'explain', 'spec.kubelet.config.maxPods').stdout).toContain('default: 110');
    expect(run(folder, 'validate', 'none.yaml').status).toBe(2);
  });
});

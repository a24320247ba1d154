import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';

const name = 'current-containerd';
// A change is several runs of the command.
vi.setConfig({ testTimeout: 300_000 });

beforeAll(ensureBuilt, 120_000);

describe('the gate without a secret', () => {
  const copy = `out/${name}/review/worker-0.cloud-config.yaml`;

  test('finds nothing, then what a change of the spec, of a copy, or of the nodes makes stale', () => {
    const folder = workspace({ keys: false });
    const check = () => bootwright(folder, ['render', 'cluster.yaml', '--check', '--review']);
    expect(check()).toMatchObject({ status: 1, data: '', talk: expect.stringContaining(`missing: ${copy}`) });
    expect(bootwright(folder, ['render', 'cluster.yaml', '--review']).status).toBe(0);
    expect(statSync(join(folder, copy)).mode & 0o077).toBe(0o044);
    expect(check()).toEqual({ status: 0, data: '', talk: 'nothing would change\n' });
    edit(join(folder, copy), 'mode: nftables', 'mode: iptables');
    expect(check()).toMatchObject({
      status: 1,
      data: 'worker-0: spec.proxy.mode: iptables → nftables\n  restarts kube-proxy (pods keep running)\n',
    });
    bootwright(folder, ['render', 'cluster.yaml', '--review']);
    writeFileSync(join(folder, `out/${name}/review/worker-7.cloud-config.yaml`), '#cloud-config\n');
    expect(check()).toMatchObject({ status: 1, talk: expect.stringContaining('left over: ') });
    expect(bootwright(folder, ['render', 'cluster.yaml', '--review']).talk).toContain(
      'review/worker-7.cloud-config.yaml',
    );
    expect(check().status).toBe(0);
  });

  test('is the same with the keys at hand, and the full check sees the copies, too', () => {
    const folder = workspace({ keys: true });
    expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
    const before = readFileSync(join(folder, copy), 'utf8');
    rmSync(join(folder, 'pki'), { recursive: true });
    expect(bootwright(folder, ['render', 'cluster.yaml', '--check', '--review']).status).toBe(0);
    expect(bootwright(folder, ['render', 'cluster.yaml', '--review']).status).toBe(0);
    expect(readFileSync(join(folder, copy), 'utf8')).toBe(before);
    const other = workspace({ keys: true });
    bootwright(other, ['render', 'cluster.yaml']);
    rmSync(join(other, copy));
    expect(bootwright(other, ['render', 'cluster.yaml', '--check'])).toMatchObject({
      status: 1,
      talk: expect.stringContaining(`missing: ${copy}`),
    });
  });

  test.each([
    ['--node', ['--node', 'worker-0']],
    ['another envelope', ['--as', 'script']],
    ['--stdout', ['--stdout']],
  ])('does not go with %s', (_, more) => {
    const run = bootwright(workspace({ keys: false }), ['render', 'cluster.yaml', '--review', ...more]);
    expect(run).toMatchObject({ status: 2, data: '', talk: expect.stringContaining('--review') });
  });

  test('tells what is wrong with the files of a spec, as a render does', () => {
    const folder = workspace({ keys: false });
    edit(
      join(folder, 'cluster.yaml'),
      'spec:\n',
      'spec:\n  host: {files: [{path: /etc/crictl.yaml, content: "x\\n"}]}\n',
    );
    const run = bootwright(folder, ['render', 'cluster.yaml', '--review']);
    expect(run).toMatchObject({ status: 1, talk: expect.stringContaining('[path-claimed-twice]') });
    expect(run.talk).toContain('nothing was written');
  });
});

test('git takes the copies and nothing else', () => {
  const folder = workspace({ keys: true });
  const git = (...args: string[]): string => spawnSync('git', args, { cwd: folder, encoding: 'utf8' }).stdout;
  git('init', '-q');
  bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
  expect(bootwright(folder, ['render', 'cluster.yaml']).talk).not.toContain('git would take');
  git('add', '.');
  expect(
    git('ls-files')
      .split('\n')
      .filter((file) => file.startsWith('out/')),
  ).toEqual(['out/.gitignore', ...[0, 1, 2].map((index) => `out/${name}/review/worker-${index}.cloud-config.yaml`)]);
});

test('what a spec has for root alone, and what looks like a secret, is in no copy', () => {
  const folder = workspace({ keys: false });
  edit(
    join(folder, 'cluster.yaml'),
    'spec:\n',
    `spec:
  firstBoot: {onReady: "echo hush-one\\n", reportURL: "https://me:hush-two@status.example.com/x"}
  host:
    files:
      - {path: /etc/closed, mode: "0600", content: "hush-three\\n"}
      - {path: /etc/open, content: "password: hush-four-Aa1\\nplain: word\\n"}
`,
  );
  expect(bootwright(folder, ['render', 'cluster.yaml', '--review']).status).toBe(0);
  const copy = readFileSync(join(folder, `out/${name}/review/worker-0.cloud-config.yaml`), 'utf8');
  expect(copy).not.toContain('hush');
  expect(copy).toContain('<content of /etc/closed: spec.host.files.0>');
  expect(copy).toContain('plain: word');
});

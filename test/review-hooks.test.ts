import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { edit, ensureBuilt } from './cli-process.js';
import { example, pageText } from './pages.js';
import { cli, git, repository, run } from './review-repository.js';

// A run of a pipeline starts the command several times.
vi.setConfig({ testTimeout: 300_000 });

beforeAll(ensureBuilt, 120_000);

it('the hooks of pre-commit are commands that work on the files that they match', async () => {
  const { folder } = repository();
  const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as { id: string; entry: string; files: string }[];
  expect(hooks.map(({ id }) => id)).toEqual(['bootwright-validate', 'bootwright-review']);
  for (const { entry, files } of hooks) {
    expect('clusters/prod/cluster.yaml').toMatch(new RegExp(files));
    const { status } = await run(folder, `${entry.replace(/^bootwright/, cli)} cluster.yaml`, {});
    expect(status, entry).toBe(0);
  }
  expect(git(folder, 'status', '--porcelain')).toBe('');
  edit(join(folder, 'cluster.yaml'), 'spec:\n', 'spec:\n  proxy: {mode: iptables}\n');
  await run(folder, `${hooks[1]?.entry.replace(/^bootwright/, cli)} cluster.yaml`, {});
  // A hook that changes files stops the commit.
  expect(git(folder, 'status', '--porcelain')).toContain('out/current-containerd/review/worker-0.cloud-config.yaml');
});

it('git shows a packed document as what it holds', async () => {
  const { folder } = repository();
  const lines = example('textconv', pageText('reviewing'));
  await run(folder, lines.replaceAll('bootwright inspect', `${cli} inspect`), {});
  const packed = (text: string): Buffer => spawnSync('gzip', ['-nc'], { input: text }).stdout;
  const document = '#cloud-config\nwrite_files:\n- {path: /etc/motd, content: "one\\n"}\n';
  writeFileSync(join(folder, 'a.user-data.gz'), packed(document));
  git(folder, 'add', '-f', '.');
  git(folder, 'commit', '-qm', 'packed');
  writeFileSync(join(folder, 'a.user-data.gz'), packed(document.replace('/etc/motd', '/etc/issue')));
  const diff = git(folder, 'diff');
  expect(diff).toMatch(/^-\/etc\/motd /m);
  expect(diff).toMatch(/^\+\/etc\/issue /m);
});

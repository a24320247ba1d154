import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from '../cli-process.js';
import { installed, judged } from './judge.js';

beforeAll(ensureBuilt, 120_000);

// -a came with coreutils 9, as did the reading of lines with tags.
judged('cksum of coreutils 9', installed('cksum', '-a', 'sha256', '/dev/null'), (cksum) => {
  it("checks a mirror by artifacts' checksums", () => {
    const folder = workspace({ keys: false });
    const sha = (algorithm: string, text: string) => `${algorithm}:${createHash(algorithm).update(text).digest('hex')}`;
    const overrides = { containerd: sha('sha256', 'c'), runc: sha('sha512', 'r') };
    const own = Object.entries(overrides).map(([name, digest]) => `      ${name}: {digest: "${digest}"}\n`);
    edit(join(folder, 'cluster.yaml'), 'spec:\n', `spec:\n  artifacts:\n    overrides:\n${own.join('')}`);
    const rows = JSON.parse(bootwright(folder, ['artifacts', 'cluster.yaml', '--format', 'json']).data);
    const checksums = bootwright(folder, ['artifacts', 'cluster.yaml', '--checksums']).data;
    const mirror = join(folder, 'mirror');
    const place = (name: string): string => rows.find((row: { name: string }) => row.name === name).mirrorPath;
    const fill = (name: string, text: string) => {
      mkdirSync(dirname(join(mirror, place(name))), { recursive: true });
      writeFileSync(join(mirror, place(name)), text);
    };
    const check = () =>
      spawnSync(cksum, ['--check', '--ignore-missing', '--strict'], {
        cwd: mirror,
        input: checksums,
        encoding: 'utf8',
      });
    fill('containerd', 'c');
    fill('runc', 'r');
    expect(check()).toMatchObject({ status: 0, stdout: `${place('containerd')}: OK\n${place('runc')}: OK\n` });
    fill('runc', 'another');
    expect(check()).toMatchObject({ status: 1, stdout: expect.stringContaining(`${place('runc')}: FAILED`) });
  });
});

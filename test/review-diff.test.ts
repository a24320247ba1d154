import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { document, golden } from './review-documents.js';

beforeAll(ensureBuilt, 120_000);

describe('diff', () => {
  test('says nothing changes where nothing does, whatever the envelope', () => {
    const folder = workspace({ keys: true });
    expect(bootwright(folder, ['diff', golden, golden])).toEqual({
      status: 0,
      data: '',
      talk: 'nothing changes on the machines\n',
    });
    expect(bootwright(folder, ['render', 'cluster.yaml', '--as', 'script', '--out', 'scripts']).status).toBe(0);
    const run = bootwright(folder, ['diff', document, 'scripts/current-containerd/worker-0.sh', '--format', 'json']);
    // The files are the same; only who runs them is not.
    expect(run.status).toBe(1);
    expect(
      JSON.parse(run.data)[0].changes.map(({ what, name }: { what: string; name: string }) => `${what} ${name}`),
    ).toEqual(['commands bootcmd', 'commands runcmd', 'commands script']);
  });

  test('shows what changes on each machine, secrets as fingerprints', () => {
    const folder = workspace({ keys: true });
    cpSync(golden, join(folder, 'old'), { recursive: true });
    cpSync(golden, join(folder, 'new'), { recursive: true });
    cpSync(join(golden, 'worker-0.cloud-config.yaml'), join(folder, 'new/worker-9.cloud-config.yaml'));
    const changed = join(folder, 'new/worker-1.cloud-config.yaml');
    const pem =
      /-----BEGIN EC PRIVATE KEY-----|-----BEGIN PRIVATE KEY-----/.exec(readFileSync(changed, 'utf8'))?.[0] ?? '';
    edit(changed, pem, `changed\n   ${pem}`);
    edit(changed, '- [ systemctl', '- ls\n- [ systemctl');
    const { status, data, talk } = bootwright(folder, ['diff', 'old', 'new']);
    expect(status).toBe(1);
    expect(talk).toBe('worker-1: needs a new machine\n3 changes\n');
    expect(data).toMatch(/^worker-1: file \S+-key\.pem: changed \(content <secret \d+> → <secret \d+>\)$/m);
    expect(data).toContain('worker-1: commands runcmd: changed\n');
    expect(data).toContain('\n+ls\n');
    expect(data).toContain('worker-9: added\n');
    expect(data).not.toContain('PRIVATE KEY');
  });
});

test('render --check decodes parts in base64, and shows no secret of theirs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-review-'));
  cpSync('fixtures/mime-parts', folder, { recursive: true });
  expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
  edit(join(folder, 'cluster.yaml'), 'Ask Zoë', 'password: Zoë');
  const { status, data, talk } = bootwright(folder, ['render', 'cluster.yaml', '--check']);
  expect(status).toBe(1);
  expect(talk).toContain('changed: out/mime-parts/worker-0.mime.txt');
  expect(data).not.toContain(Buffer.from('write_files').toString('base64').slice(0, 8));
});

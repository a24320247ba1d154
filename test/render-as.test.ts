import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';
import { example, follow, pageText } from './pages.js';

beforeAll(ensureBuilt, 120_000);

describe('render --as', () => {
  test('nocloud makes a seed of two files, whose instance follows the document', () => {
    const folder = workspace({ keys: true });
    edit(join(folder, 'cluster.yaml'), 'provider: aws', 'provider: nocloud');
    const render = () => bootwright(folder, ['render', 'cluster.yaml', '--as', 'nocloud', '--node', 'worker-0']);
    expect(render().talk).toContain('genisoimage -output worker-0.iso -volid cidata');
    const seed = join(folder, 'out/current-containerd/worker-0.nocloud');
    const id = (): unknown => parse(readFileSync(join(seed, 'meta-data'), 'utf8'));
    const before = id();
    expect(before).toEqual({
      'instance-id': expect.stringMatching(/^bootwright-[0-9a-f]{16}$/),
      'local-hostname': 'worker-0',
    });
    expect(statSync(join(seed, 'user-data')).mode & 0o777).toBe(0o600);
    expect(render().status).toBe(0);
    expect(id()).toEqual(before);
    edit(join(folder, 'cluster.yaml'), '10.200.0.0/24', '10.200.9.0/24');
    expect(render().status).toBe(0);
    expect(id()).not.toEqual(before);
  });

  test('all makes every envelope that fits, in one manifest, and the next render takes away what is not asked for', () => {
    const folder = workspace({ keys: true });
    edit(join(folder, 'cluster.yaml'), 'provider: aws', 'provider: nocloud');
    expect(bootwright(folder, ['render', 'cluster.yaml', '--as', 'all']).status).toBe(0);
    const out = join(folder, 'out/current-containerd');
    const { documents } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    const filesOf = (node: string) =>
      documents.filter((each: { node: string }) => each.node === node).map((each: { file: string }) => each.file);
    expect(filesOf('worker-1')).toEqual([
      'worker-1.cloud-config.yaml',
      'worker-1.mime.txt',
      'worker-1.nocloud/user-data',
      'worker-1.sh',
    ]);
    expect(bootwright(folder, ['render', 'cluster.yaml', '--as', 'all', '--check'])).toMatchObject({ status: 0 });
    for (const file of filesOf('worker-1'))
      expect(bootwright(folder, ['inspect', join(out, file), '--format', 'json']).data).toContain(
        '/opt/bootwright/install.sh',
      );
    expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
    expect(existsSync(join(out, 'worker-1.nocloud'))).toBe(false);
    expect(existsSync(join(out, 'worker-1.sh'))).toBe(false);
  });

  test('refuses what the machines can not be given, and several files on standard output', () => {
    const folder = workspace({ keys: true });
    const refused = bootwright(folder, ['render', 'cluster.yaml', '--as', 'nocloud']);
    expect(refused.status).toBe(2);
    expect(refused.talk).toContain('Use one of cloud-config, mime, script');
    const many = bootwright(folder, ['render', 'cluster.yaml', '--as', 'all', '--node', 'worker-0', '--stdout']);
    expect(many).toMatchObject({ status: 2, data: '' });
  });
});

judged('genisoimage', installed('genisoimage', '--version') && installed('isoinfo', '--version'), () => {
  test('makes the disk that cloud-init looks for of a seed, as the docs say', () => {
    const folder = workspace({ keys: true });
    edit(join(folder, 'cluster.yaml'), 'provider: aws', 'provider: nocloud');
    expect(bootwright(folder, ['render', 'cluster.yaml', '--as', 'nocloud', '--node', 'worker-0']).status).toBe(0);
    follow(folder, example('seed disk', pageText('using-documents')).replaceAll('out/first', 'out/current-containerd'));
    const iso = (...args: string[]) =>
      execFileSync('isoinfo', ['-i', 'worker-0.iso', ...args], { cwd: folder, encoding: 'utf8' });
    expect(iso('-d')).toContain('Volume id: cidata');
    for (const name of ['user-data', 'meta-data'])
      expect(iso('-J', '-x', `/${name}`)).toBe(
        readFileSync(join(folder, 'out/current-containerd/worker-0.nocloud', name), 'utf8'),
      );
  });
});

import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';

const name = 'current-containerd';
beforeAll(ensureBuilt, 120_000);

/** Every path below a folder, with what a link says and a file holds; nothing is followed. */
function snapshot(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, entry.isFile() ? readFileSync(path, 'utf8') : entry.isDirectory() ? 'a folder' : 'a link'];
    }),
  );
}

/** A workspace that was rendered once, and a folder beside it that is none of its business. */
function rendered(...more: string[]): { folder: string; out: string; home: string } {
  const folder = workspace({ keys: true });
  const home = join(folder, 'home');
  mkdirSync(home);
  writeFileSync(join(home, 'id_ed25519'), 'the only copy\n');
  const { status, talk } = bootwright(folder, ['render', 'cluster.yaml', ...more]);
  if (status !== 0) throw new Error(talk);
  return { folder, out: join(folder, 'out', name), home };
}

/** Puts a link in a folder's place, which is moved to where the link leads, so that nothing else is missing. */
function becomesLink(path: string, home: string): void {
  const moved = join(home, 'moved');
  if (lstatSync(path, { throwIfNoEntry: false })) renameSync(path, moved);
  else mkdirSync(moved);
  writeFileSync(join(moved, 'id_ed25519'), 'the only copy\n');
  symlinkSync(moved, path);
}

describe('a link that a checkout brought', () => {
  test.each([
    ["the cluster's side", ['cluster'], ['render']],
    ["the module's folder", ['terraform'], ['terraform']],
    ["a node's seed", ['worker-1.nocloud'], ['render', '--as', 'nocloud']],
    ["the cluster's own folder", [], ['render']],
    ["the cluster's own folder, for a module", [], ['terraform']],
  ])('in place of %s stops everything before anything moves', (_, place, [command = '', ...options]) => {
    const { folder, out, home } = rendered();
    if (command === 'terraform') bootwright(folder, ['terraform', 'cluster.yaml']);
    if (options.includes('nocloud')) {
      edit(join(folder, 'cluster.yaml'), 'provider: aws', 'provider: nocloud');
      expect(bootwright(folder, ['render', 'cluster.yaml', ...options]).status).toBe(0);
    }
    edit(join(out, 'manifest.json'), '"cluster": [', '"cluster": ["cluster/id_ed25519",');
    edit(join(folder, 'cluster.yaml'), 'tier: batch', 'tier: web');
    becomesLink(join(out, ...place), home);
    const before = snapshot(folder);
    const { status, data, talk } = bootwright(folder, [command, 'cluster.yaml', ...options]);
    expect({ status, data }).toEqual({ status: 2, data: '' });
    expect(talk).toContain(`${join('out', name, ...place)} is a link to `);
    expect(talk).not.toMatch(/\n\s+at /);
    expect(snapshot(folder)).toEqual(before);
  });

  test('in place of a document is replaced, and what it leads to stays', () => {
    const { folder, out, home } = rendered();
    rmSync(join(out, 'worker-0.cloud-config.yaml'));
    symlinkSync(join(home, 'id_ed25519'), join(out, 'worker-0.cloud-config.yaml'));
    expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
    expect(lstatSync(join(out, 'worker-0.cloud-config.yaml')).isFile()).toBe(true);
    expect(readFileSync(join(home, 'id_ed25519'), 'utf8')).toBe('the only copy\n');
  });

  test('in place of the folder of the nodes keeps keys out of where it leads', () => {
    const folder = workspace({ keys: false });
    mkdirSync(join(folder, 'home'));
    mkdirSync(join(folder, 'pki'));
    symlinkSync('../home', join(folder, 'pki', 'nodes'));
    const { status, talk } = bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    expect(status).toBe(2);
    expect(talk).toContain('pki/nodes is a link to ../home');
    expect(readdirSync(join(folder, 'home'))).toEqual([]);
  });

  test.each([
    ['out', ['render'], '--out'],
    ['out', ['terraform'], '--out'],
    ['pki', ['pki', 'init'], '--pki'],
    ['pki', ['pki', 'issue'], '--pki'],
  ])('that is %s itself is followed by %j only where it is named', (link, command, option) => {
    const folder = workspace({ keys: link === 'out' });
    mkdirSync(join(folder, 'home'));
    symlinkSync('home', join(folder, link));
    const { status, talk } = bootwright(folder, [...command, 'cluster.yaml']);
    expect({ status, talk }).toEqual({
      status: 2,
      talk: expect.stringContaining(`${link} is a link to home: say ${option} ${link} if it is to be written there`),
    });
    expect(readdirSync(join(folder, 'home'))).toEqual([]);
    expect(bootwright(folder, [...command, 'cluster.yaml', option, link]).status).toBe(0);
    expect(readdirSync(join(folder, 'home')).length).toBeGreaterThan(0);
  });

  test('in place of a spec or its schema is replaced by init, and what it leads to stays', () => {
    const folder = workspace({ keys: false });
    mkdirSync(join(folder, 'home'));
    for (const file of ['spec', 'schema']) writeFileSync(join(folder, 'home', file), 'mine');
    mkdirSync(join(folder, 'new'));
    symlinkSync('../home/spec', join(folder, 'new', 'cluster.yaml'));
    symlinkSync('../home/schema', join(folder, 'new', 'cluster.schema.json'));
    expect(bootwright(folder, ['init', 'new/cluster.yaml']).status).toBe(2);
    expect(bootwright(folder, ['init', 'new/cluster.yaml', '--force']).status).toBe(0);
    expect(readFileSync(join(folder, 'new', 'cluster.yaml'), 'utf8')).toContain('kind: Cluster');
    // A link to nothing, through which a file would be made.
    rmSync(join(folder, 'new', 'cluster.yaml'));
    symlinkSync('../home/made', join(folder, 'new', 'cluster.yaml'));
    expect(bootwright(folder, ['init', 'new/cluster.yaml']).status).toBe(2);
    for (const file of ['spec', 'schema']) expect(readFileSync(join(folder, 'home', file), 'utf8')).toBe('mine');
    expect(readdirSync(join(folder, 'home')).sort()).toEqual(['schema', 'spec']);
  });
});

test('a manifest names nothing but what a render made', () => {
  const { folder, out, home } = rendered();
  mkdirSync(join(out, 'notes'));
  writeFileSync(join(out, 'notes.md'), 'mine');
  const files = [
    '../../cluster.yaml',
    join(home, 'id_ed25519'),
    'notes.md',
    'notes',
    'manifest.json',
    '.',
    '..',
    'cluster',
  ];
  const documents = files.flatMap((file) => [
    { node: 'worker-9', file },
    { node: file, file },
    { node: file, file: `${file}.nocloud/user-data` },
    { node: '..', file: '../worker-9.cloud-config.yaml' },
  ]);
  const cluster = [
    'cluster/../../../cluster.yaml',
    '../x',
    '/etc/hostname',
    'cluster/..',
    'cluster/',
    'cluster',
    7,
    null,
  ];
  writeFileSync(join(out, 'manifest.json'), JSON.stringify({ documents, cluster, terraform: { argument: ['..'] } }));
  const before = snapshot(folder);
  expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
  const after = snapshot(folder);
  expect(Object.keys(before).filter((path) => !(path in after))).toEqual([]);
});

test('a folder where a document belongs stops a render before anything moves', () => {
  const { folder, out } = rendered();
  edit(join(folder, 'cluster.yaml'), 'tier: batch', 'tier: web');
  rmSync(join(out, 'worker-2.cloud-config.yaml'));
  mkdirSync(join(out, 'worker-2.cloud-config.yaml'));
  const before = snapshot(folder);
  const { status, talk } = bootwright(folder, ['render', 'cluster.yaml']);
  expect(status).toBe(2);
  expect(talk).toContain(`out/${name}/worker-2.cloud-config.yaml is a folder`);
  expect(snapshot(folder)).toEqual(before);
});

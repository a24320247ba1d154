import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { name, snapshot } from './cli-folder.js';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';

beforeAll(ensureBuilt, 120_000);

describe('render', () => {
  test('takes away the keys that a killed render left there, and nothing of one that may still run', () => {
    const folder = workspace({ keys: true });
    const out = join(folder, 'out', name);
    for (const left of ['.bootwright-killed', '.bootwright-running']) {
      mkdirSync(join(out, left), { recursive: true });
      writeFileSync(join(out, left, '0'), 'a document\n');
    }
    const twoHoursAgo = Date.now() / 1000 - 7200;
    utimesSync(join(out, '.bootwright-killed'), twoHoursAgo, twoHoursAgo);
    expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
    expect(readdirSync(out).filter((file) => file.startsWith('.'))).toEqual(['.bootwright-running']);
  });

  test('an error in one node leaves everything as it was', () => {
    const folder = workspace({ keys: true });
    bootwright(folder, ['render', 'cluster.yaml']);
    edit(join(folder, 'cluster.yaml'), 'tier: batch', 'tier: web');
    rmSync(join(folder, 'pki', 'nodes', 'worker-2.pem'));
    const before = snapshot(folder);
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml']);
    expect(status).toBe(1);
    expect(talk).toContain('the certificate of worker-2 is missing: pki/nodes/worker-2.pem [credentials-missing]');
    expect(talk).toContain('nothing was written');
    expect(snapshot(folder)).toEqual(before);
    const first = bootwright(folder, ['render', 'cluster.yaml', '--out', 'new/place']);
    expect(first.status).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(['cluster.yaml', 'out', 'pki']);
  });

  test('a certificate of another node is refused', () => {
    const folder = workspace({ keys: true });
    const nodes = join(folder, 'pki', 'nodes');
    writeFileSync(join(nodes, 'worker-0.pem'), readFileSync(join(nodes, 'worker-1.pem')));
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-0', '--stdout']);
    expect(status).toBe(1);
    expect(talk).toContain('[credentials-mismatch]');
    expect(talk).toContain('system:node:worker-1');
  });

  test('a certificate of another CA is refused, also where that one has the same name', () => {
    const folder = workspace({ keys: false });
    bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    bootwright(folder, ['pki', 'init', 'cluster.yaml', '--pki', 'other']);
    writeFileSync(join(folder, 'pki', 'ca.pem'), readFileSync(join(folder, 'other', 'ca.pem')));
    const { status, data, talk } = bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-0', '--stdout']);
    expect({ status, data }).toEqual({ status: 1, data: '' });
    expect(talk).toContain('was not signed by ca.pem');
  });

  test('a folder that can not be made ends with 2', () => {
    const folder = workspace({ keys: true });
    writeFileSync(join(folder, 'out'), '');
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml']);
    expect({ status, talk }).toMatchObject({ status: 2, talk: expect.stringContaining('cannot use') });
  });

  // Not a folder without write permission: root, as whom CI runs, may write there all the same.
  test('a file where a folder must be ends with 2, and stays', () => {
    const folder = workspace({ keys: true });
    writeFileSync(join(folder, 'out'), 'mine');
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml']);
    expect({ status, talk }).toMatchObject({ status: 2, talk: expect.stringContaining('out') });
    expect(talk).not.toMatch(/\n\s+at /);
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('mine');
  });
});

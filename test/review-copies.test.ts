import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, test, vi } from 'vitest';
import { readDocument, reviewCopies } from '../src/index.js';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';
import { clusterOf, documentsOf, specText } from './fixture-input.js';
import { fixtures } from './goldens.js';

// A change is several runs of the command.
vi.setConfig({ testTimeout: 300_000 });

beforeAll(ensureBuilt, 120_000);

function treeOf(document: Uint8Array | string) {
  const review = readDocument(document);
  if ('mistake' in review) throw new Error(review.mistake);
  return review.tree;
}

describe.each(fixtures)('%s', (fixture) => {
  const copies = [...reviewCopies(clusterOf(fixture))];
  const folder = join('out', fixture);

  it('has the copies of its goldens, made without a key, and no others', () => {
    expect(readdirSync(join(folder, 'review')).map((file) => `review/${file}`)).toEqual(
      copies.map(({ fileName }) => fileName).sort(),
    );
    for (const { fileName, content } of copies) expect(content).toBe(readFileSync(join(folder, fileName), 'utf8'));
  });

  it('reads as the documents do, but for what is named', () => {
    const documents = documentsOf(specText(fixture), fixture);
    const copied = copies.map(({ nodes }) => nodes);
    expect(copied.flat().sort()).toEqual(documents.map(({ node }) => node).sort());
    for (const { nodes, content } of copies) {
      const copy = treeOf(content);
      const document = treeOf(documents.find(({ node }) => node === nodes[0])?.raw ?? '');
      const shape = ({ files, units, commands, rest }: typeof copy) => ({
        files: files.map(({ path, mode, owner }) => ({ path, mode, owner })),
        units: units.map(({ name: unit, enabled, masked }) => ({ unit, enabled, masked })),
        commands,
        rest,
      });
      expect(shape(copy)).toEqual(shape(document));
      expect(copy.remarks).toEqual(document.remarks);
      const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
      for (const [index, { path, content: bytes }] of copy.files.entries()) {
        const real = text(document.files[index]?.content ?? new Uint8Array()).split('\n');
        // A line of a copy is one of the document, or says in angle brackets what stands there.
        const other = text(bytes)
          .split('\n')
          .filter((line) => !/<[a-z][^<>]*>/.test(line) && !real.includes(line));
        expect(other, path).toEqual([]);
      }
    }
  });

  it('holds no line of a key or a certificate', () => {
    const keys = readdirSync(join('fixtures', fixture, 'pki'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !['cluster-name', '.gitignore'].includes(entry.name))
      .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n'))
      // A certificate that the spec itself brings is anybody's to read there.
      .filter((line) => line.length > 12 && !line.startsWith('-----') && !specText(fixture).includes(line));
    expect(keys.length).toBeGreaterThan(4);
    for (const { content } of copies) for (const line of keys) expect(content).not.toContain(line);
  });
});

const pool = (count: number, kubelet = ''): string => `apiVersion: bootwright/v1alpha1
kind: Cluster
metadata: {name: pool}
spec:
  kubernetes: {version: "1.36.4"}
  controlPlane: {endpoint: "https://10.240.0.10:6443"}
  network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}
  target: {provider: aws, os: debian-13}
  pools:
    - {name: batch, count: ${count}, firstAddress: 10.240.1.10, podCIDR: 10.200.64.0/18${kubelet}}
`;

test('a line of a pool of twenty is a change of a few lines in one copy', () => {
  const folder = workspace({ keys: false });
  const spec = join(folder, 'pool.yaml');
  const git = (...args: string[]): string => spawnSync('git', args, { cwd: folder, encoding: 'utf8' }).stdout;
  git('init', '-q');
  writeFileSync(spec, pool(20));
  expect(bootwright(folder, ['render', 'pool.yaml', '--review'])).toMatchObject({ status: 0, data: '' });
  expect(readdirSync(join(folder, 'out/pool/review'))).toEqual(['batch-0.cloud-config.yaml']);
  expect(readFileSync(join(folder, 'out/pool/review/batch-0.cloud-config.yaml'), 'utf8')).toContain(
    '\n#   batch-19  10.240.1.29  10.200.83.0/24\n',
  );
  git('add', '.');
  writeFileSync(spec, pool(20, ', kubelet: {config: {maxPods: 60}}'));
  bootwright(folder, ['render', 'pool.yaml', '--review']);
  const diff = git('diff', '--', 'out');
  expect(diff).toContain('\n+  maxPods: 60\n');
  expect(diff.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
});

describe('copies of a pool that changes', () => {
  const change = (from: string, to: string) => {
    const folder = workspace({ keys: false });
    writeFileSync(join(folder, 'pool.yaml'), from);
    bootwright(folder, ['render', 'pool.yaml', '--review']);
    writeFileSync(join(folder, 'pool.yaml'), to);
    const check = bootwright(folder, ['render', 'pool.yaml', '--check', '--review']);
    bootwright(folder, ['render', 'pool.yaml', '--review', '--out', 'new']);
    const diff = bootwright(folder, ['diff', 'out/pool/review', 'new/pool/review']);
    return { folder, check, diff };
  };

  it('says which machines come, and nothing of those that stay as they are', () => {
    const { check, diff, folder } = change(pool(5), pool(8));
    expect(check).toMatchObject({ status: 1, data: '' });
    expect(check.talk.split('\n')).toEqual([
      'changed: out/pool/review/batch-0.cloud-config.yaml',
      '1 file is out of date',
      'new since these copies: batch-5 … batch-7',
      '',
    ]);
    expect(diff).toEqual({ status: 1, data: 'batch-5 … batch-7: added\n', talk: '3 changes\n' });
    const copy = 'pool/review/batch-0.cloud-config.yaml';
    expect(bootwright(folder, ['diff', `out/${copy}`, `new/${copy}`])).toEqual(diff);
  });

  it('says which go, also where the last one goes by another name', () => {
    const fewer = change(pool(5), pool(2));
    expect(fewer.check.talk).toContain('\nremoved since these copies: batch-2 … batch-4\n');
    expect(fewer.diff.data).toBe('batch-2 … batch-4: removed\n');
    const renamed = change(pool(3), pool(3).replace('name: batch', 'name: bulk'));
    expect(renamed.check).toMatchObject({ status: 1, data: '' });
    expect(renamed.check.talk).toContain('new since these copies: bulk-0 … bulk-2\n');
    expect(renamed.check.talk).toContain('removed since these copies: batch-0 … batch-2\n');
  });

  const workers = (second: string, count = 3): string =>
    pool(1).replace(
      / {2}pools:[\s\S]*$/,
      `  workers:\n${[0, 1, 2]
        .slice(-count)
        .map(
          (at) =>
            `    - {name: w-${at}, address: 10.240.0.2${at}, podCIDR: 10.200.${at}.0/24${at === 1 ? second : ''}}\n`,
        )
        .join('')}`,
    );

  it('says what changes of one that leaves the others or joins them, and of nobody else', () => {
    const own = ', kubelet: {config: {maxPods: 60}}';
    const leaves = change(workers(''), workers(own));
    const words = (change: string): string => `w-1: spec.kubelet.config.maxPods: ${change}`;
    expect(leaves.check.data).toMatch(new RegExp(`^${words('not set → 60')}\n  needs a drain.*\n$`));
    expect(leaves.diff.data).toBe(leaves.check.data);
    const joins = change(workers(own), workers(''));
    expect(joins.check.data).toBe(`${words('60 → not set')}\n  restarts kubelet (pods keep running)\n`);
    expect(joins.diff.data).toBe(joins.check.data);
  });

  it('says nothing of the others when the first one goes', () => {
    const { check } = change(workers(''), workers('', 2));
    expect(check).toMatchObject({ status: 1, data: '' });
    expect(check.talk).toContain('\nremoved since these copies: w-0\n');
    expect(check.talk).not.toContain('changed since');
  });

  it('are the same with the line ends of another system', () => {
    const { folder } = change(pool(2), pool(2));
    const copy = join(folder, 'out/pool/review/batch-0.cloud-config.yaml');
    for (const file of [copy, join(folder, 'pool.yaml')])
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    expect(bootwright(folder, ['render', 'pool.yaml', '--check', '--review'])).toMatchObject({
      status: 0,
      talk: 'nothing would change\n',
    });
  });
});

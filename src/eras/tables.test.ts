import compare from 'semver/functions/compare.js';
import valid from 'semver/functions/valid.js';
import { describe, expect, it } from 'vitest';
import { type ArtifactName, artifactNames, knownDigest } from './catalogue.js';
import * as cni from './cni.js';
import * as containerd from './containerd.js';
import { digests } from './digests.js';
import * as kubernetes from './kubernetes.js';
import type { Era } from './lookup.js';
import * as pairs from './pairs.js';

const isTable = (value: unknown): value is Era<unknown>[] =>
  Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null && 'since' in row);

const tables = Object.entries<unknown>({ ...cni, ...containerd, ...kubernetes, ...pairs }).filter(
  (entry): entry is [string, Era<unknown>[]] => isTable(entry[1]),
);

describe.each(tables)('%s', (_, rows) => {
  it('is sorted by release, each release once', () => {
    const releases = rows.map(({ since }) => since);
    for (const release of releases) expect(valid(release)).toBe(release);
    for (const [index, release] of releases.slice(1).entries()) {
      expect(compare(releases[index] as string, release), release).toBeLessThan(0);
    }
  });

  it('says where each row comes from', () => {
    for (const { source } of rows) expect(source).toMatch(/\S{6}/);
  });
});

it('finds era tables', () => expect(tables.length).toBeGreaterThan(10));

describe('digests', () => {
  const rows = digests
    .trim()
    .split('\n')
    .map((line) => line.split(' ') as [string, string, string, string]);

  it('have one well-formed line for each artifact, sorted', () => {
    const keys = rows.map(([name, arch, version]) => `${name} ${arch} ${version}`);
    expect(new Set(keys).size).toBe(keys.length);
    const order = rows.map(([name, arch, version], index) => ({ name, arch, version, index }));
    const sorted = order.toSorted(
      (a, b) =>
        artifactNames.indexOf(a.name as ArtifactName) - artifactNames.indexOf(b.name as ArtifactName) ||
        (a.arch < b.arch ? -1 : a.arch > b.arch ? 1 : 0) ||
        compare(a.version, b.version),
    );
    expect(sorted.map(({ index }) => index)).toEqual(order.map(({ index }) => index));
    for (const [name, arch, , digest] of rows) {
      expect(artifactNames).toContain(name);
      expect(arch).toMatch(/^(amd64|arm64)$/);
      expect(digest).toMatch(/^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/);
    }
  });

  it.each(rows.slice(0, 1).concat(rows.slice(-1)))(
    'are found at both ends: %s %s %s',
    (name, arch, version, digest) => {
      expect(knownDigest(name as ArtifactName, version, arch as 'amd64')).toBe(digest);
    },
  );

  it('are not found for what is not there, or only begins alike', () => {
    expect(knownDigest('runc', '1.4', 'amd64')).toBeUndefined();
    expect(knownDigest('runc', '9.9.9', 'amd64')).toBeUndefined();
  });

  it.each(pairs.companions)('know the releases that go with Kubernetes $since', ({ value }) => {
    for (const arch of ['amd64', 'arm64'] as const) {
      expect(knownDigest('containerd', value.containerd, arch)).toBeDefined();
      expect(knownDigest('runc', value.runc, arch)).toBeDefined();
      expect(knownDigest('cni-plugins', value.cni, arch)).toBeDefined();
    }
  });

  it.each(pairs.crictlReleases)('know crictl $value', ({ value }) => {
    expect(knownDigest('crictl', value, 'amd64')).toBeDefined();
  });
});

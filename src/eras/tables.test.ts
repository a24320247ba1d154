import compare from 'semver/functions/compare.js';
import valid from 'semver/functions/valid.js';
import { describe, expect, it } from 'vitest';
import { addresses } from './addresses.js';
import { type ArtifactName, artifactNames, knownDigest, upstreamAddress } from './catalogue.js';
import * as cni from './cni.js';
import * as containerd from './containerd.js';
import { digests } from './digests.js';
import * as dns from './dns.js';
import * as kubernetes from './kubernetes.js';
import type { Era } from './lookup.js';
import * as pairs from './pairs.js';
import { compareReleases } from './release-order.js';

const isTable = (value: unknown): value is Era<unknown>[] =>
  Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null && 'since' in row);

const tables = Object.entries<unknown>({ ...cni, ...containerd, ...dns, ...kubernetes, ...pairs }).filter(
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

describe.each(Object.entries(addresses))('addresses of %s', (_, rows) => {
  it('are sorted by release, with a source each', () => {
    for (const [index, { since }] of rows.slice(1).entries()) {
      expect(compareReleases(rows[index]?.since ?? '', since)).toBeLessThan(0);
    }
    for (const { source, value } of rows) {
      expect(source).toMatch(/\S{6}/);
      expect(value).toMatch(/^https:\/\/.*\{version\}/);
      expect(value).toMatch(/\{(arch|machine)\}/);
    }
  });
});

it.each<[ArtifactName, string, 'amd64' | 'arm64', string]>([
  [
    'containerd',
    '1.3.4',
    'amd64',
    'https://github.com/containerd/containerd/releases/download/v1.3.4/containerd-1.3.4.linux-amd64.tar.gz',
  ],
  [
    'containerd',
    '1.3.5',
    'arm64',
    'https://github.com/containerd/containerd/releases/download/v1.3.5/containerd-1.3.5-linux-arm64.tar.gz',
  ],
  [
    'cni-plugins',
    '0.7.5',
    'amd64',
    'https://github.com/containernetworking/plugins/releases/download/v0.7.5/cni-plugins-amd64-v0.7.5.tgz',
  ],
  [
    'cni-plugins',
    '0.8.0',
    'amd64',
    'https://github.com/containernetworking/plugins/releases/download/v0.8.0/cni-plugins-linux-amd64-v0.8.0.tgz',
  ],
  ['runc', '1.0.0-rc5', 'amd64', 'https://github.com/opencontainers/runc/releases/download/v1.0.0-rc5/runc.amd64'],
  ['docker', '1.12.6', 'amd64', 'https://get.docker.com/builds/Linux/x86_64/docker-1.12.6.tgz'],
  ['docker', '17.03.2', 'amd64', 'https://download.docker.com/linux/static/stable/x86_64/docker-17.03.2-ce.tgz'],
  ['docker', '18.06.3', 'arm64', 'https://download.docker.com/linux/static/stable/aarch64/docker-18.06.3-ce.tgz'],
  ['docker', '18.09.0', 'amd64', 'https://download.docker.com/linux/static/stable/x86_64/docker-18.09.0.tgz'],
  [
    'cri-dockerd',
    '0.2.0',
    'amd64',
    'https://github.com/Mirantis/cri-dockerd/releases/download/v0.2.0/cri-dockerd-v0.2.0-linux-amd64.tar.gz',
  ],
  [
    'cri-dockerd',
    '0.4.3',
    'arm64',
    'https://github.com/Mirantis/cri-dockerd/releases/download/v0.4.3/cri-dockerd-0.4.3.arm64.tgz',
  ],
  ['crio', '1.36.3', 'arm64', 'https://storage.googleapis.com/cri-o/artifacts/cri-o.arm64.v1.36.3.tar.gz'],
  ['runsc', '20260817.0', 'arm64', 'https://storage.googleapis.com/gvisor/releases/release/20260817.0/aarch64/runsc'],
  ['flanneld', '0.9.0', 'amd64', 'https://github.com/flannel-io/flannel/releases/download/v0.9.0/flanneld-amd64'],
  [
    'flannel-cni-plugin',
    '1.0.0',
    'amd64',
    'https://github.com/flannel-io/cni-plugin/releases/download/v1.0.0/flannel-amd64',
  ],
])('%s %s for %s lies at %s', (name, version, arch, address) => {
  expect(upstreamAddress(name, version, arch)).toBe(address);
});

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
        compareReleases(a.version, b.version),
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

import { describe, expect, it } from 'vitest';
import { eraTables } from '../../test/era-tables.js';
import { addresses } from './addresses.js';
import type { ArtifactName } from './artifact-names.js';
import { publishedDigest, upstreamAddress } from './catalogue.js';
import { type Fields, kubeletFields, kubeProxyFields } from './config-fields.js';
import { gates } from './feature-gates.js';
import { kubeletFlags, kubeProxyFlags } from './flags.js';
import * as kubernetes from './kubernetes.js';
import type { Span } from './lookup.js';
import * as pairs from './pairs.js';
import * as proxyModes from './proxy-modes.js';
import { compareReleases } from './release-order.js';
import { kubeletSettingFlags, kubeProxySettingFlags } from './settings.js';

const tables = [...eraTables];

describe.each(tables)('%s', (_, rows) => {
  it('is sorted by release, each release once', () => {
    const releases = rows.map(({ since }) => since);
    for (const release of releases) expect(release).toMatch(/^\d+(\.\d+(\.\d+(-\w+)?)?)?$/);
    for (const [index, release] of releases.slice(1).entries()) {
      expect(compareReleases(releases[index] as string, release), release).toBeLessThan(0);
    }
  });

  it('says where each row comes from', () => {
    for (const { source } of rows) expect(source).toMatch(/\S{6}/);
  });
});

const ofKubernetes = tables.filter(([name]) => [kubernetes, proxyModes, pairs].some((module) => name in module));

it.each(ofKubernetes)('%s begins with the oldest Kubernetes', (_, [first]) =>
  expect(first?.since).toBe(kubernetes.oldestKubernetes),
);

describe('fields', () => {
  const wrong = (fields: Fields, since: string, above = ''): string[] =>
    [...fields].flatMap(([name, { eras, fields: below }]) => [
      ...(overlap(eras) || compareReleases(eras[0]?.since ?? '0', since) < 0 ? [above + name] : []),
      ...wrong(below, eras[0]?.since ?? '0', `${above}${name}.`),
    ]);

  it.each([
    ['the kubelet', kubeletFields],
    ['kube-proxy', kubeProxyFields],
  ])('of %s are one thing in each release, and never older than what they are in', (_, fields) => {
    expect(fields().size).toBeGreaterThan(20);
    expect(wrong(fields(), '1.10')).toEqual([]);
  });
});

/** Whether a span ends before it begins, or two, in their order, hold in one release. */
function overlap(spans: readonly Span[]): boolean {
  return spans.some(({ since = '0', until = '9999' }, index) => {
    const next = spans[index + 1];
    return compareReleases(until, since) <= 0 || (next !== undefined && compareReleases(until, next.since ?? '0') > 0);
  });
}

it('feature gates are one thing in each release', () => {
  expect(gates().size).toBeGreaterThan(500);
  expect([...gates()].filter(([, eras]) => overlap(eras)).map(([name]) => name)).toEqual([]);
});

it.each(Object.entries({ kubelet: kubeletFlags(), kubeProxy: kubeProxyFlags() }))(
  'flags of %s leave after they came, and are sorted',
  (_, flags) => {
    expect(Object.keys(flags).filter((name) => overlap([flags[name] as Span]))).toEqual([]);
    expect(Object.keys(flags)).toEqual(Object.keys(flags).sort());
  },
);

it('every field that the documents may have to set has a flag that exists', () => {
  for (const flag of Object.values(kubeletSettingFlags)) expect(kubeletFlags()).toHaveProperty(flag);
  for (const flag of Object.values(kubeProxySettingFlags)) expect(kubeProxyFlags()).toHaveProperty(flag);
});

it.each(Object.entries(addresses))('addresses of %s are whole', (_, rows) => {
  for (const { value } of rows) {
    expect(value).toMatch(/^https:\/\/.*\{version\}/);
    expect(value).toMatch(/\{(arch|machine)\}/);
  }
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

it.each<[ArtifactName, string, 'amd64' | 'arm64', string | undefined]>([
  ['kubelet', '1.16.15', 'amd64', undefined],
  ['kubelet', '1.17.0', 'amd64', 'https://dl.k8s.io/release/v1.17.0/bin/linux/amd64/kubelet.sha256'],
  ['runc', '1.4.9', 'arm64', 'https://github.com/opencontainers/runc/releases/download/v1.4.9/runc.sha256sum'],
  [
    'runsc',
    '20260901.0',
    'arm64',
    'https://storage.googleapis.com/gvisor/releases/release/20260901.0/aarch64/runsc.sha512',
  ],
  ['docker', '29.0.0', 'amd64', undefined],
])('the digest of %s %s for %s is published at %4$s', (name, version, arch, address) => {
  expect(publishedDigest(name, version, arch)).toBe(address);
});

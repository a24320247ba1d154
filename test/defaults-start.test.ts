import { describe, expect, it } from 'vitest';
import { artifactNames } from '../src/eras/artifact-names.js';
import { knownDigest } from '../src/eras/catalogue.js';
import { allLines } from '../src/eras/digest-lines.js';
import { newestKubernetes } from '../src/eras/kubernetes.js';
import { eraAt } from '../src/eras/lookup.js';
import { minima, staticBuilds } from '../src/eras/minima.js';
import { compareReleases, lineOf } from '../src/eras/release-order.js';
import { support, supportRecordedOn } from '../src/eras/support.js';
import { systems } from '../src/eras/systems.js';
import { systemNames } from '../src/generated/names.js';
import { noCredentials } from '../src/plan/plan-node.js';
import { readCluster, renderDocuments } from '../src/render.js';
import type { NodeCredentials } from '../src/resolve/resolved/resolved.js';
import { codes } from '../src/spec/codes.js';

const specOf = (version: string, os: string, arch: string, more: object = {}): string =>
  JSON.stringify({
    apiVersion: 'bootwright/v1alpha1',
    kind: 'Cluster',
    metadata: { name: 'demo' },
    spec: {
      kubernetes: { version },
      controlPlane: { endpoint: 'https://10.240.0.10:6443' },
      network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
      target: { os, arch },
      workers: [{ name: 'worker-0', address: '10.240.0.20', podCIDR: '10.200.0.0/24' }],
      ...more,
    },
  });

/** The newest release of each minor of Kubernetes whose digest is in the catalogue. */
const newest = new Map(
  [...allLines().matchAll(/^kubernetes-node amd64 ((\d+\.\d+)\.\d+) /gm)].map(([, version = '', minor = '']) => [
    minor,
    version,
  ]),
);
const runtimes = [
  { name: 'containerd' },
  { name: 'crio' },
  { name: 'docker' },
  { name: 'docker', criDockerd: '0.4.3' },
];

describe.each(systemNames)('on %s', (os) => {
  it.each(['amd64', 'arm64'])('every default for every Kubernetes can start (%s)', (arch) => {
    const all = [...newest.values()].flatMap((version) =>
      (arch === 'amd64' ? runtimes : runtimes.slice(0, 1)).flatMap((runtime) => {
        const { cluster } = readCluster(specOf(version, os, arch, { runtime }));
        return (cluster?.artifacts ?? []).map((artifact) => ({ ...artifact, kubernetes: version }));
      }),
    );
    for (const { name, version, kubernetes } of all) {
      const { glibc, kernel, cgroup } = eraAt(minima[name], version);
      const what = `${name} ${version} for Kubernetes ${kubernetes}`;
      expect(compareReleases(systems[os].glibc.release, glibc ?? '0'), what).toBeGreaterThanOrEqual(0);
      expect(compareReleases(systems[os].kernel, kernel), what).toBeGreaterThanOrEqual(0);
      expect(systems[os].cgroup, what).toBeGreaterThanOrEqual(cgroup);
    }
    expect(all.length).toBeGreaterThan(20);
  });
});

it.each([
  ['debian-11', '1.36.4', 'containerd-static 2.3.4'],
  ['debian-11', '1.31.14', 'containerd 1.7.34'],
  ['ubuntu-20.04', '1.33.13', 'containerd-static 2.2.7'],
  ['ubuntu-18.04', '1.29.15', 'containerd-static 1.7.34'],
  ['ubuntu-18.04', '1.25.16', 'containerd 1.6.39'],
  ['ubuntu-22.04', '1.36.4', 'containerd 2.3.4'],
])('%s with Kubernetes %s gets %s', (os, version, build) => {
  const { cluster } = readCluster(specOf(version, os, 'amd64'));
  const [runtime] = cluster?.artifacts ?? [];
  expect(`${runtime?.name} ${runtime?.version}`).toBe(build);
  expect(runtime?.url).toContain(`/${runtime?.name}-${runtime?.version}-linux-amd64.tar.gz`);
  expect(runtime?.digest).toMatch(/^sha256:/);
});

it('takes a build of the user from an address of its own, and the static one by its own name', () => {
  const url = 'https://builds.example.com/containerd.tar.gz';
  const digest = `sha256:${'0'.repeat(64)}`;
  const firstOf = (overrides: object) =>
    readCluster(specOf('1.36.4', 'debian-11', 'amd64', { artifacts: { overrides } })).cluster?.artifacts[0];
  expect(firstOf({ containerd: { url, digest } })).toMatchObject({ name: 'containerd', url, digest });
  expect(firstOf({ containerd: { digest } })).toMatchObject({ name: 'containerd', digest });
  const published = knownDigest('containerd', '2.3.4', 'amd64');
  expect(firstOf({ containerd: { digest: published } })).toMatchObject({ name: 'containerd-static' });
  expect(firstOf({ 'containerd-static': { digest } })).toMatchObject({ name: 'containerd-static', digest });
  expect(firstOf({ containerd: { unverified: true } })).toMatchObject({ name: 'containerd-static' });
});

it('every artifact has its needs, and every static build the digests of what it stands for', () => {
  expect(Object.keys(minima).sort()).toEqual([...artifactNames].sort());
  for (const [usual, other] of Object.entries(staticBuilds)) {
    for (const arch of ['amd64', 'arm64']) {
      const of = (name: string) =>
        [...allLines().matchAll(new RegExp(`^${name} ${arch} (\\S+) `, 'gm'))].map(([, version]) => version);
      const usuals = of(usual);
      expect(of(other.name)).toEqual(usuals.slice(usuals.indexOf(other.since)));
    }
  }
});

describe('support', () => {
  it('is known of every minor of Kubernetes, in order, by days', () => {
    const lines = support.Kubernetes.lines.map(({ line }) => line);
    expect(lines).toEqual(
      Array.from({ length: Number(lineOf(newestKubernetes).slice(2)) - 7 }, (_, index) => `1.${index + 8}`),
    );
    for (const { lines: all } of Object.values(support)) {
      for (const { ends } of all) expect(new Date(ends).toISOString().slice(0, 10)).toBe(ends);
    }
  });

  it.each([...newest])('of Kubernetes %s: what goes with it lives as long, or a warning says so', (minor, version) => {
    const { diagnostics } = readCluster(
      specOf(version, Number(minor.slice(2)) < 35 ? 'ubuntu-18.04' : 'debian-13', 'amd64'),
    );
    const until = support.Kubernetes.lines.find(({ line }) => line === minor)?.ends ?? '';
    const told = diagnostics.filter(({ code }) => code === 'release-unsupported');
    expect(told.map(({ args }) => args.until)).toEqual(until < supportRecordedOn ? [until] : []);
    expect(codes['release-unsupported'].severity).toBe('warning');
    if (until < supportRecordedOn) return;
    const { cluster } = readCluster(specOf(version, 'debian-13', 'amd64'));
    const line = cluster?.artifacts[0]?.version.replace(/\.\d+$/, '');
    expect(support.containerd.lines.find((each) => each.line === line)?.ends ?? '').toMatch(/^20(2[789]|[3-9])/);
  });
});

const credentials: NodeCredentials = { ...noCredentials, bootstrapToken: 'abcdef.0123456789abcdef' };

it.each(systemNames)('on %s nothing starts before its program is there', (os) => {
  const version = systems[os].cgroup === 1 ? '1.34.11' : '1.36.4';
  const { cluster } = readCluster(specOf(version, os, 'amd64', { credentials: { type: 'bootstrapToken' } }));
  if (cluster === null) throw new Error(`no cluster on ${os}`);
  const [document] = renderDocuments(cluster, cluster.nodes, () => credentials, 'script');
  const lines = (document?.text ?? '').split('\n');
  const start = lines.findIndex((line) => line.startsWith('serve containerd'));
  const [runtime] = cluster.artifacts;
  const finished = lines.findIndex(
    (line) => line.startsWith('finish ') && line.split(' ').includes(runtime?.name ?? ''),
  );
  expect(start).toBeGreaterThan(0);
  expect(finished).toBeGreaterThan(0);
  expect(finished).toBeLessThan(start);
});

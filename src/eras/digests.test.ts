import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digests } from '../generated/digests.js';
import { type ArtifactName, artifactNames } from './artifact-names.js';
import { knownDigest, nearestKnown } from './catalogue.js';
import * as crio from './crio.js';
import * as docker from './docker.js';
import * as gvisor from './gvisor.js';
import * as pairs from './pairs.js';
import { compareReleases } from './release-order.js';

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

  it('say who gives each of them, by a name that the head of the table explains', () => {
    const lines = readFileSync('data/digests.tsv', 'utf8').trim().split('\n');
    const explained = lines.flatMap((line) => /^# ([\w-]+): /.exec(line)?.[1] ?? []);
    const given = new Set(
      lines.filter((line) => !line.startsWith('#')).flatMap((line) => line.split('\t')[4]?.split(' ')),
    );
    expect([...given].filter((name) => !explained.includes(name ?? ''))).toEqual([]);
    expect(lines.filter((line) => line.endsWith('\tunconfirmed')).length).toBeLessThan(10);
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

  it.each<[ArtifactName, string, string[]]>([
    ['containerd', '1.0.0', ['1.4.9']],
    ['containerd', '2.1.99', ['2.1.9', '2.2.0']],
    ['crictl', '1.99.0', ['1.36.0']],
    ['docker', '17.05.0', ['17.03.2', '17.06.0']],
    ['flanneld', '0.9.0', []],
  ])('nearest to %s %s are those of %j', (name, version, known) => {
    expect(nearestKnown(name, version, 'amd64')).toEqual(known);
  });

  it.each(pairs.companions)('know the releases that go with Kubernetes $since', ({ value }) => {
    for (const arch of ['amd64', 'arm64'] as const) {
      expect(knownDigest('containerd', value.containerd, arch)).toBeDefined();
      expect(knownDigest('runc', value.runc, arch)).toBeDefined();
      expect(knownDigest('cni-plugins', value.cni, arch)).toBeDefined();
    }
  });

  it.each(docker.dockerReleases)('know the Docker that goes with Kubernetes $since', ({ value }) => {
    expect(knownDigest('docker', value, 'amd64')).toBeDefined();
  });

  it('know the newest releases that are named', () => {
    for (const arch of ['amd64', 'arm64'] as const) {
      expect(knownDigest('cri-dockerd', docker.newestCriDockerd, arch)).toBeDefined();
      expect(knownDigest('runsc', gvisor.newestGvisor, arch)).toBeDefined();
      expect(knownDigest('containerd-shim-runsc-v1', gvisor.newestGvisor, arch)).toBeDefined();
    }
  });

  it('know no newer CRI-O of a minor than the one that is chosen', () => {
    const newest = new Map<string, string>();
    for (const [name, arch, version] of rows) {
      if (name === 'crio' && arch === 'amd64') newest.set(version.slice(0, version.lastIndexOf('.')), version);
    }
    expect(crio.crioReleases.map(({ value }) => value)).toEqual([...newest.values()]);
  });

  it.each(pairs.crictlReleases.slice(1))('know crictl $value', ({ value }) => {
    expect(value && knownDigest('crictl', value, 'amd64')).toBeTruthy();
  });
});

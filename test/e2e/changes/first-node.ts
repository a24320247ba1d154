import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodePrograms } from '../cluster/row-supplies.js';
import type { Spec } from '../document/document.js';
import { runCommand } from '../harness/command.js';
import { mirrorUrl } from '../network/mirror.js';
import { ports } from '../network/network.js';
import { versions } from '../supplies/components.js';
import { type Guest, targets } from '../supplies/guest.js';
import { layoutsBesideKubernetes, packLayouts, type ReleaseFile } from '../supplies/release.js';
import type { Supply } from '../supplies/supply.js';

/** A node whose kubelet takes cgroups as this machine has them, and that has no API server. */
export const firstSpec = (files: readonly ReleaseFile[]): Spec => ({
  ...{ apiVersion: 'bootwright/v1alpha1', kind: 'Cluster' },
  metadata: { name: 'changes' },
  spec: {
    kubernetes: { version: versions.kubernetes },
    controlPlane: { endpoint: 'https://10.240.0.1:6443' },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
    target: { provider: 'aws', os: targets.bookworm },
    runtime: { cgroupDriver: 'cgroupfs' },
    kubelet: { config: { failCgroupV1: false }, staticPods: '/etc/kubernetes/manifests' },
    firstBoot: { waitForNode: false },
    artifacts: {
      mirrors: [mirrorUrl],
      upstream: false,
      overrides: Object.fromEntries(files.map(({ artifact, sha256 }) => [artifact, { digest: `sha256:${sha256}` }])),
    },
    workers: [{ name: 'worker-0', address: ports[0]?.address, podCIDR: '10.200.0.0/24' }],
  },
});

/** Each release of Kubernetes as its file, and what is beside it. */
export async function packFiles(
  supply: Supply,
  releases: readonly string[],
  signal: AbortSignal,
): Promise<ReleaseFile[]> {
  const { binaries } = supply;
  const kubernetes = async (version: string): Promise<readonly ReleaseFile[]> =>
    packLayouts(
      { kubernetes: await nodePrograms(version, supply, versions.kubernetes) },
      [
        {
          artifact: 'kubernetes-node',
          path: `dl.k8s.io/v${version}/kubernetes-node-linux-amd64.tar.gz`,
          from: 'kubernetes',
          inside: 'kubernetes/node/bin',
        },
      ],
      signal,
    );
  const beside = await packLayouts({ ...binaries }, layoutsBesideKubernetes(versions), signal);
  return [...(await Promise.all(releases.map(kubernetes))).flat(), ...beside];
}

/** The guest's own package source, and two packages of the test's. */
export async function packageSource(guest: Guest, folder: string): Promise<string> {
  const source = join(folder, 'apt');
  await mkdir(source, { recursive: true });
  for (const name of await readdir(guest.repository))
    if (name.endsWith('.deb')) await copyFile(join(guest.repository, name), join(source, name));
  for (const name of ['bootwright-trial-a', 'bootwright-trial-b']) {
    const tree = join(folder, name);
    await mkdir(join(tree, 'DEBIAN'), { recursive: true });
    const control = { Package: name, Version: '1', Architecture: 'all', Maintainer: 'nobody', Description: 'nothing' };
    const lines = Object.entries(control).map(([key, value]) => `${key}: ${value}\n`);
    await writeFile(join(tree, 'DEBIAN', 'control'), lines.join(''));
    await runCommand(['dpkg-deb', '--root-owner-group', '-b', tree, join(source, `${name}_1_all.deb`)]);
  }
  await runCommand([
    'sh',
    '-c',
    `cd '${source}' && apt-ftparchive packages . >Packages && apt-ftparchive release . >Release`,
  ]);
  return source;
}

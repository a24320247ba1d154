import { copyFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { readPlannedFiles } from '../document/planned-files.js';
import { cachedFolder } from '../harness/cache.js';
import type { Supplies } from '../machine/laboratory.js';
import { buildComponent } from '../supplies/binaries.js';
import { versions } from '../supplies/components.js';
import { takeDebianPrograms, withPackages } from '../supplies/debian-programs.js';
import type { Guest, Suite } from '../supplies/guest.js';
import { packImages } from '../supplies/image.js';
import { oldPlugins } from '../supplies/old-plugins.js';
import {
  type Layout,
  layoutsBesideKubernetes,
  type PackedVersions,
  packLayouts,
  type ReleaseFile,
} from '../supplies/release.js';
import { ofItsYears, type RuntimePrograms, runtimeOf } from '../supplies/runtimes.js';
import { prepareSupply, type Supply } from '../supplies/supply.js';
import { flannel, flannelLayout } from './flannel-program.js';
import { type ClusterRow, cniOf, releasesOf } from './row.js';

/** Builds, or finds in the cache, what these rows need. */
export function supplyRows(rows: readonly ClusterRow[], signal: AbortSignal): Promise<Supply> {
  const releases = rows.flatMap((row) => [row, ...later(row)]).map(releasesOf);
  return prepareSupply(
    {
      kubernetes: releases.flatMap(({ kubernetes, apiServer }) => [kubernetes, apiServer]),
      containerd: releases.map(({ containerd }) => containerd),
      guests: rows.map(({ guest }) => guest),
    },
    signal,
  );
}

/** The row as it is after its upgrade, where it has one. */
export function later({ upgradesTo, ...row }: ClusterRow): readonly ClusterRow[] {
  return upgradesTo === undefined ? [] : [{ ...row, releases: { ...row.releases, kubernetes: upgradesTo } }];
}

/** The files that a row's machine downloads. */
export async function packRow(row: ClusterRow, supply: Supply, signal: AbortSignal): Promise<readonly ReleaseFile[]> {
  const { kubernetes, apiServer, containerd } = releasesOf(row);
  const runtime = supply.runtime(containerd);
  const folders = {
    ...runtime,
    docker: row.docker === undefined ? '' : await dockerPrograms(row.docker, row.guest, runtime, signal),
    kubernetes: await nodePrograms(kubernetes, supply, apiServer),
    cni: row.flannel ? await oldPlugins(signal) : supply.binaries.cni,
    flannel: row.flannel ? await buildComponent(flannel, signal) : '',
    crictl: supply.binaries.crictl,
  };
  return packLayouts(folders, layouts(row), signal);
}

type From = 'kubernetes' | 'docker' | 'flannel' | keyof PackedVersions;

function layouts(row: ClusterRow): readonly Layout<From>[] {
  const { kubernetes, containerd } = releasesOf(row);
  const { runc } = runtimeOf(containerd);
  return [
    {
      artifact: 'kubernetes-node',
      path: `dl.k8s.io/v${kubernetes}/kubernetes-node-linux-amd64.tar.gz`,
      from: 'kubernetes',
      inside: 'kubernetes/node/bin',
    },
    ...runtimeLayouts(row, layoutsBesideKubernetes({ containerd, runc, cni: cniOf(row), crictl: versions.crictl })),
    ...(row.flannel ? [flannelLayout] : []),
  ];
}

function runtimeLayouts(
  { docker }: ClusterRow,
  others: readonly Layout<keyof PackedVersions>[],
): readonly Layout<'docker' | keyof PackedVersions>[] {
  if (docker === undefined) return others;
  const path = `download.docker.com/linux/static/stable/x86_64/docker-${docker}.tgz`;
  const beside = others.filter(({ artifact }) => artifact !== 'containerd' && artifact !== 'runc');
  return [{ artifact: 'docker', path, from: 'docker', inside: 'docker' }, ...beside];
}

/** Docker's programs as its archive has them: containerd and runc are among them. */
async function dockerPrograms(
  version: string,
  suite: Suite,
  { containerd, runc }: RuntimePrograms,
  signal: AbortSignal,
): Promise<string> {
  const programs = /^usr\/s?bin\/(docker|dockerd|docker-proxy)$/;
  const taken = await takeDebianPrograms(suite, { 'docker.io': { version, programs } }, signal);
  const folders = [join(taken, 'docker.io'), containerd, runc];
  return cachedFolder(`docker-${version}`, folders, async (folder) => {
    for (const from of folders) await cp(from, folder, { recursive: true });
  });
}

/** A node's programs of a release. Not every one of them was built with a kubectl, which a node itself doesn't use. */
export function nodePrograms(kubernetes: string, supply: Supply, apiServer: string): Promise<string> {
  const [node, controlPlane] = [supply.kubernetes(kubernetes), supply.kubernetes(apiServer)];
  return cachedFolder(`node-programs-${kubernetes}`, [node, controlPlane], async (folder) => {
    for (const program of ['kubelet', 'kube-proxy']) await copyFile(join(node, program), join(folder, program));
    await copyFile(join(controlPlane, 'kubectl'), join(folder, 'kubectl'));
  });
}

/** What a row's laboratory is made of; its documents, one after the other, say which pause images its runtime wants. */
export async function suppliesOf(
  row: ClusterRow,
  supply: Supply,
  release: readonly ReleaseFile[],
  documents: readonly string[],
  signal: AbortSignal,
): Promise<Supplies> {
  const binaries = { ...supply.binaries, kubernetes: supply.kubernetes(releasesOf(row).apiServer) };
  const files = documents.flatMap((document) => readPlannedFiles(document)).map(({ content }) => content.toString());
  return {
    binaries,
    release,
    images: await packImages(supply.binaries.app, files, await row.images?.(supply, signal)),
    guest: await withPackages(machineOf(row, supply.guest(row.guest)), row.packages ?? [], signal),
  };
}

function machineOf(row: ClusterRow, guest: Guest): Guest {
  if (releasesOf(row).kubernetes === cgroup1Release) return ofItsYears(guest);
  if (row.provider === undefined) return { ...guest, kernelWords: row.kernelWords ?? [] };
  const { firmware, datasource } = row.provider;
  // The image itself looks nowhere but for a seed, and its network is set already.
  return { ...guest, firmware, kernelWords: [`ds=${datasource}`, 'network-config=disabled'] };
}

/** Its machines had cgroup v1. */
const cgroup1Release = '1.21.0';

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeIsReady } from '../control-plane/outside.js';
import {
  aimAt,
  type BootDocument,
  downloadFrom,
  readFixture,
  renderClusterSide,
  renderSpec,
} from '../document/document.js';
import { contentOf, readPlannedFiles } from '../document/planned-files.js';
import { Report } from '../harness/report.js';
import type { Teardown } from '../harness/teardown.js';
import { cluster } from '../join/join.js';
import { gatherEvidence } from '../machine/evidence.js';
import * as inside from '../machine/inside.js';
import { openLaboratory } from '../machine/laboratory.js';
import { mirrorUrl } from '../network/mirror.js';
import type { Port } from '../network/network.js';
import { versions } from '../supplies/components.js';
import { targets } from '../supplies/guest.js';
import { packImages } from '../supplies/image.js';
import { oldCni, oldPlugins } from '../supplies/old-plugins.js';
import {
  type Layout,
  layoutsBesideKubernetes,
  type PackedVersions,
  packLayouts,
  type ReleaseFile,
} from '../supplies/release.js';
import { ofItsYears, runtimeOf } from '../supplies/runtimes.js';
import type { Supply } from '../supplies/supply.js';
import type { VersionCase } from './case.js';

const fixture = 'seed-004-kthw-1.21';
const kubernetes = '1.21.0';
const runtime = runtimeOf('1.4.13');

/** The article's node, first boot and all, in a cluster: with its own kubelet, kube-proxy, runc and CNI plugins. */
export const seed004: VersionCase = {
  name: 'seed-004',
  what: "a whole first boot of the article's own node into a cluster, until a pod answers over a Service",
  kubernetes,
  containerd: runtime.containerd,
  // The article's own, 1.21.0, can't be built.
  apiServer: '1.24.0',
  guest: runtime.guest,
};

const layouts: readonly Layout<'kubernetes' | keyof PackedVersions>[] = [
  ...['kubelet', 'kube-proxy', 'kubectl'].map((artifact) => ({
    artifact,
    path: `dl.k8s.io/release/v${kubernetes}/bin/linux/amd64/${artifact}`,
    from: 'kubernetes' as const,
  })),
  ...layoutsBesideKubernetes({ ...runtime, cni: oldCni, crictl: versions.crictl }),
];

export async function packSeed004(supply: Supply, signal: AbortSignal): Promise<readonly ReleaseFile[]> {
  const folders = {
    ...supply.runtime(runtime.containerd),
    kubernetes: supply.kubernetes(kubernetes),
    cni: await oldPlugins(signal),
    crictl: supply.binaries.crictl,
  };
  return packLayouts(folders, layouts, signal);
}

/** Boots the article's worker-0 until a pod of its answers over a Service. */
export async function playSeed004(
  supply: Supply,
  release: readonly ReleaseFile[],
  port: Port,
  folder: string,
  teardown: Teardown,
  interruption: AbortController,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const document = await render(release, port, folder);
  const runtimeConfig = contentOf(readPlannedFiles(document.text), '/etc/containerd/config.toml');
  const supplies = {
    binaries: { ...supply.binaries, kubernetes: supply.kubernetes(seed004.apiServer) },
    release,
    images: await packImages(supply.binaries.app, [runtimeConfig]),
    guest: ofItsYears(supply.guest(runtime.guest)),
  };
  const lab = await openLaboratory(supplies, document, port, folder, teardown, interruption);
  lab.machine.powerOn();
  const report = new Report();
  await report.check('the machine boots, with cgroup v1', async () => {
    await lab.shell.opened(180_000);
    const type = (await lab.shell.run('stat -f -c %T /sys/fs/cgroup')).trim();
    if (type !== 'tmpfs') throw new Error(`/sys/fs/cgroup is ${type}`);
    return undefined;
  });
  await report.check('cloud-init status is done', () => inside.cloudInitIsDone(lab, 400_000));
  await report.check('the serial console says READY', () => inside.consoleSaysReady(lab));
  await report.check('every planned file has its content, mode and owner', () => inside.filesAreAsPlanned(lab));
  await cluster(lab, report);
  if (report.failed > 0) throw new Error(`${report.summary()}\n${await gatherEvidence(lab)}`);
  return `${await nodeIsReady(lab, await inside.bootId(lab))}; ${report.summary()}`;
}

/** The fixture, with another patch of its containerd and a crictl that is at hand: nothing else is changed. */
async function render(release: readonly ReleaseFile[], port: Port, folder: string): Promise<BootDocument> {
  const spec = await readFixture(fixture);
  Object.assign(spec.spec.runtime as object, { version: runtime.containerd, crictl: versions.crictl });
  aimAt(spec, targets[runtime.guest]);
  downloadFrom(spec, release, [mirrorUrl]);
  const to = join(folder, 'cluster');
  const document = await renderSpec(spec, port.name, to);
  return { ...document, clusterSide: await renderClusterSide(spec, [port.name], to) };
}

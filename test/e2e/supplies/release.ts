import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, cp, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cachedFolder } from '../harness/cache.js';
import { runCommand } from '../harness/command.js';
import type { Binaries } from './binaries.js';
import { versions } from './components.js';

/** A downloadable file as its upstream publishes it. */
export interface ReleaseFile {
  /** The artifact's name in the cluster spec. */
  readonly artifact: string;
  /** Upstream's host and path: also its path on a mirror. */
  readonly path: string;
  readonly file: string;
  readonly sha256: string;
}

/** How a release's file is made of the programs of one folder; `From` names the folders. */
export interface Layout<From extends string> {
  readonly artifact: string;
  readonly path: string;
  readonly from: From;
  /** The programs inside; all that the component has where it is left out. */
  readonly programs?: readonly string[];
  /** The folder inside the archive, './' and '' for none (upstreams differ); without it the file is the program itself. */
  readonly inside?: string;
}

/** The releases that packed programs say they are. */
export type PackedVersions = Readonly<Record<'containerd' | 'runc' | 'cni' | 'crictl', string>>;

/** How the projects beside Kubernetes publish their programs. */
export function layoutsBesideKubernetes(versions: PackedVersions): readonly Layout<keyof PackedVersions>[] {
  const { containerd, runc, cni, crictl } = versions;
  const release = (project: string, tag: string, file: string) =>
    `github.com/${project}/releases/download/v${tag}/${file}`;
  return [
    {
      artifact: 'containerd',
      path: release('containerd/containerd', containerd, `containerd-${containerd}-linux-amd64.tar.gz`),
      from: 'containerd',
      inside: 'bin',
    },
    { artifact: 'runc', path: release('opencontainers/runc', runc, 'runc.amd64'), from: 'runc' },
    {
      artifact: 'cni-plugins',
      path: release('containernetworking/plugins', cni, `cni-plugins-linux-amd64-v${cni}.tgz`),
      from: 'cni',
      inside: './',
    },
    {
      artifact: 'crictl',
      path: release('kubernetes-sigs/cri-tools', crictl, `crictl-v${crictl}-linux-amd64.tar.gz`),
      from: 'crictl',
      inside: '',
    },
  ];
}

const currentLayouts: readonly Layout<keyof Binaries>[] = [
  {
    artifact: 'kubernetes-node',
    path: `dl.k8s.io/v${versions.kubernetes}/kubernetes-node-linux-amd64.tar.gz`,
    from: 'kubernetes',
    programs: ['kube-proxy', 'kubectl', 'kubelet'],
    inside: 'kubernetes/node/bin',
  },
  ...layoutsBesideKubernetes(versions),
];

/** Packs the built programs of the current versions. */
export function packRelease(binaries: Binaries, signal: AbortSignal): Promise<readonly ReleaseFile[]> {
  return packLayouts(binaries, currentLayouts, signal);
}

/** Packs programs as their upstreams do; the same programs give the same bytes. */
export async function packLayouts<From extends string>(
  binaries: Readonly<Record<From, string>>,
  layouts: readonly Layout<From>[],
  signal: AbortSignal,
): Promise<readonly ReleaseFile[]> {
  const used = layouts.map((layout) => binaries[layout.from]);
  const folder = await cachedFolder('release', [JSON.stringify(layouts), ...used], async (draft) => {
    for (const layout of layouts) await pack(layout, binaries[layout.from], draft, signal);
  });
  return Promise.all(
    layouts.map(async ({ artifact, path }) => {
      const file = join(folder, basename(path));
      return { artifact, path, file, sha256: await sha256Of(file) };
    }),
  );
}

async function pack(
  layout: Layout<string>,
  programsFolder: string,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const programs = layout.programs ?? (await readdir(programsFolder)).sort();
  const target = join(folder, basename(layout.path));
  if (layout.inside === undefined) {
    await copyFile(join(programsFolder, layout.artifact), target);
    return;
  }
  const stage = join(folder, `${layout.artifact}.stage`);
  await mkdir(join(stage, layout.inside), { recursive: true });
  for (const program of programs) await cp(join(programsFolder, program), join(stage, layout.inside, program));
  const members = layout.inside === '' ? programs : [layout.inside.split('/')[0] ?? '.'];
  await runCommand(
    [
      'tar',
      '-I',
      'gzip -n',
      '--sort=name',
      '--mtime=@0',
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '--mode=a=rX,u+w',
      '-C',
      stage,
      '-cf',
      target,
      ...members,
    ],
    { signal },
  );
  await rm(stage, { recursive: true });
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

import type { ArtifactName, ResolvedArtifact, ResolvedCluster, ResolvedPaths } from '../resolve/resolved.js';
import type { PlannedArtifact } from './node-plan.js';

type Placement = Pick<PlannedArtifact, 'form' | 'members'> & { readonly directory: keyof ResolvedPaths };

const program = (name: string, directory: keyof ResolvedPaths = 'binaries'): Placement => ({
  directory,
  form: 'file',
  members: [name],
});

/** What is taken from each download, and where it goes. Source: the releases' own archives. */
const placements: Readonly<Record<ArtifactName, Placement>> = {
  'kubernetes-node': {
    directory: 'binaries',
    form: 'tar',
    members: ['kubelet', 'kube-proxy', 'kubectl'].map((name) => `kubernetes/node/bin/${name}`),
  },
  kubelet: program('kubelet'),
  'kube-proxy': program('kube-proxy'),
  kubectl: program('kubectl'),
  containerd: { directory: 'runtimeBinaries', form: 'tar', members: [] },
  runc: program('runc'),
  'cni-plugins': { directory: 'cniBinaries', form: 'tar', members: [] },
  crictl: { directory: 'binaries', form: 'tar', members: ['crictl'] },
  docker: { directory: 'runtimeBinaries', form: 'tar', members: [] },
  'cri-dockerd': { directory: 'runtimeBinaries', form: 'tar', members: [] },
  // The bundle also brings configuration and CNI plugins, which are ours to write.
  crio: { directory: 'runtimeBinaries', form: 'tar', members: ['cri-o/bin'] },
  runsc: program('runsc'),
  'containerd-shim-runsc-v1': program('containerd-shim-runsc-v1', 'runtimeBinaries'),
  flanneld: program('flanneld'),
  'flannel-cni-plugin': program('flannel', 'cniBinaries'),
};

export function planArtifacts({ artifacts, paths, proxy }: ResolvedCluster): PlannedArtifact[] {
  return artifacts.map(({ name, url, mirrored, digest }: ResolvedArtifact) => {
    const { directory, form, members } = placements[name];
    return {
      name,
      path: mirrored ? url.replace(/^https:\/\//, '') : url,
      digest: digest ?? 'unverified',
      directory: paths[directory],
      form,
      members: proxy ? members : members.filter((member) => !member.endsWith('/kube-proxy')),
    };
  });
}

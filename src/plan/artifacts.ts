import type { ArtifactName, ResolvedArtifact, ResolvedCluster, ResolvedCrio } from '../resolve/resolved/resolved.js';
import type { PlannedArtifact } from './node-plan.js';

type Placement = Pick<PlannedArtifact, 'form' | 'members'> & {
  readonly directory: 'binaries' | 'runtimeBinaries' | 'cniBinaries';
};

const program = (name: string, directory: Placement['directory'] = 'binaries'): Placement => ({
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
  'containerd-static': { directory: 'runtimeBinaries', form: 'tar', members: [] },
  runc: program('runc'),
  'cni-plugins': { directory: 'cniBinaries', form: 'tar', members: [] },
  crictl: { directory: 'binaries', form: 'tar', members: ['crictl'] },
  docker: { directory: 'runtimeBinaries', form: 'tar', members: [] },
  'cri-dockerd': { directory: 'runtimeBinaries', form: 'tar', members: [] },
  // The bundle also brings configuration, CNI plugins and a crictl, which are ours: its programs are named by the runtime.
  crio: { directory: 'runtimeBinaries', form: 'tar', members: [] },
  runsc: program('runsc'),
  'containerd-shim-runsc-v1': program('containerd-shim-runsc-v1', 'runtimeBinaries'),
  flanneld: program('flanneld'),
  'flannel-cni-plugin': program('flannel', 'cniBinaries'),
};

const containerdPrograms = [
  'containerd',
  'containerd-shim',
  'containerd-shim-runc-v1',
  'containerd-shim-runc-v2',
  'ctr',
];

/** What the archives that are taken whole bring, in any of their releases. */
const brought: Readonly<Partial<Record<string, readonly string[]>>> = {
  containerd: containerdPrograms,
  'containerd-static': containerdPrograms,
  'cni-plugins': [
    ...['bandwidth', 'bridge', 'dhcp', 'dummy', 'firewall', 'host-device', 'host-local', 'ipvlan', 'loopback'],
    ...['macvlan', 'portmap', 'ptp', 'sbr', 'static', 'tap', 'tuning', 'vlan', 'vrf'],
  ],
  docker: ['docker', 'dockerd', 'docker-init', 'docker-proxy', 'runc', ...containerdPrograms],
  'cri-dockerd': ['cri-dockerd'],
};

/** Which download puts a program at a path, as far as programs are known by name. */
export function programsOf(artifacts: readonly PlannedArtifact[]): ReadonlyMap<string, string> {
  return new Map(
    artifacts.flatMap(({ name, directory, members }) =>
      (brought[name] ?? members).map((member) => [`${directory}/${member.split('/').at(-1)}`, name] as const),
    ),
  );
}

/** In the order in which they are fetched: the largest first, whose unpacking takes longest. */
export function planArtifacts({ artifacts, paths, proxy, runtime }: ResolvedCluster): PlannedArtifact[] {
  const isLargest = ({ name }: ResolvedArtifact): number => Number(name === 'kubernetes-node');
  const order = [...artifacts].sort((a, b) => isLargest(b) - isLargest(a));
  return order.map(({ name, url, mirrored, digest }: ResolvedArtifact) => {
    const { directory, form, members } = placements[name];
    const taken = runtime.name === 'crio' && name === 'crio' ? bundled(runtime) : members;
    return {
      name,
      path: mirrored ? url.replace(/^https:\/\//, '') : url,
      digest: digest ?? 'unverified',
      directory: paths[directory],
      form,
      members: proxy ? taken : taken.filter((member) => !member.endsWith('/kube-proxy')),
    };
  });
}

/** The members of CRI-O's bundle that it runs on; runc and the monitor in Rust stay in it. */
function bundled({ programs: { conmon, crun } }: ResolvedCrio): string[] {
  return ['crio', conmon, crun, 'pinns'].map((name) => `cri-o/bin/${name}`);
}

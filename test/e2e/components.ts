/** A module under go/ and how its programs are built. */
export interface Component {
  readonly name: string;
  readonly packages: readonly string[];
  /** The program's name where the package path's last element is not it. */
  readonly program?: string;
  readonly ldflags: readonly string[];
  readonly tags?: string;
  readonly cgo?: boolean;
}

export const versions = {
  kubernetes: '1.36.4',
  containerd: '2.3.4',
  runc: '1.4.3',
  cni: '1.9.1',
  crictl: '1.36.0',
} as const;

export const kubernetesPrograms = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
  'kubectl',
  'kubelet',
] as const;

const cniPlugins = {
  ipam: ['dhcp', 'host-local', 'static'],
  main: ['bridge', 'dummy', 'host-device', 'ipvlan', 'loopback', 'macvlan', 'ptp', 'tap', 'vlan'],
  meta: ['bandwidth', 'firewall', 'portmap', 'sbr', 'tuning', 'vrf'],
} as const;

const strip = ['-s', '-w'];
const [kubernetesMajor, kubernetesMinor] = versions.kubernetes.split('.');
const kubernetesVersion = 'k8s.io/component-base/version';

export const components = {
  kubernetes: {
    name: 'kubernetes',
    packages: kubernetesPrograms.map((program) => `k8s.io/kubernetes/cmd/${program}`),
    // Without these the API server says that it is v0.0.0.
    ldflags: [
      ...strip,
      `-X ${kubernetesVersion}.gitVersion=v${versions.kubernetes}`,
      `-X ${kubernetesVersion}.gitMajor=${kubernetesMajor}`,
      `-X ${kubernetesVersion}.gitMinor=${kubernetesMinor}`,
    ],
  },
  etcd: { name: 'etcd', packages: ['go.etcd.io/etcd/server/v3'], program: 'etcd', ldflags: strip },
  containerd: {
    name: 'containerd',
    packages: ['containerd', 'containerd-shim-runc-v2', 'ctr'].map(
      (program) => `github.com/containerd/containerd/v2/cmd/${program}`,
    ),
    ldflags: [...strip, `-X github.com/containerd/containerd/v2/version.Version=v${versions.containerd}`],
  },
  runc: {
    name: 'runc',
    packages: ['github.com/opencontainers/runc'],
    // Without seccomp every pod fails, and seccomp is a C library.
    tags: 'seccomp netgo osusergo',
    cgo: true,
    ldflags: [...strip, '-extldflags -static', `-X main.version=${versions.runc}`],
  },
  cni: {
    name: 'cni-plugins',
    packages: Object.entries(cniPlugins).flatMap(([kind, plugins]) =>
      plugins.map((plugin) => `github.com/containernetworking/plugins/plugins/${kind}/${plugin}`),
    ),
    ldflags: [
      ...strip,
      `-X github.com/containernetworking/plugins/pkg/utils/buildversion.BuildVersion=v${versions.cni}`,
    ],
  },
  crictl: {
    name: 'crictl',
    packages: ['sigs.k8s.io/cri-tools/cmd/crictl'],
    ldflags: [...strip, `-X sigs.k8s.io/cri-tools/pkg/version.Version=v${versions.crictl}`],
  },
  app: { name: 'app', packages: ['.'], program: 'app', ldflags: strip },
  hook: { name: 'hook', packages: ['.'], program: 'hook', ldflags: strip },
} as const satisfies Record<string, Component>;

export type ComponentKey = keyof typeof components;

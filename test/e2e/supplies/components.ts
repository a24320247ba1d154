/** A module under go/ and how its programs are built. */
export interface Component {
  readonly name: string;
  /** Its folder, where it is not one of that name under go/. */
  readonly module?: string;
  readonly packages: readonly string[];
  /** The program's name where the package path's last element is not it. */
  readonly program?: string;
  readonly ldflags: readonly string[];
  readonly tags?: string;
  readonly cgo?: boolean;
  /** The Go release that builds it, where this machine's doesn't. */
  readonly toolchain?: string;
  /** GOFLAGS for a Go that doesn't know the ones of today. */
  readonly goFlags?: string;
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
const kubernetesVersion = 'k8s.io/component-base/version';

/** Kubernetes' programs of one release. */
export function kubernetesComponent(name: string, release: string, programs: readonly string[]): Component {
  const [major, minor] = release.split('.');
  return {
    name,
    packages: programs.map((program) => `k8s.io/kubernetes/cmd/${program}`),
    // Without these the API server says that it is v0.0.0.
    ldflags: [
      ...strip,
      `-X ${kubernetesVersion}.gitVersion=v${release}`,
      `-X ${kubernetesVersion}.gitMajor=${major}`,
      `-X ${kubernetesVersion}.gitMinor=${minor}`,
    ],
  };
}

/** The CNI plugins of one release, by kind. */
export function cniComponent(
  name: string,
  release: string,
  plugins: Readonly<Record<string, readonly string[]>>,
): Component {
  return {
    name,
    packages: Object.entries(plugins).flatMap(([kind, ofKind]) =>
      ofKind.map((plugin) => `github.com/containernetworking/plugins/plugins/${kind}/${plugin}`),
    ),
    ldflags: [...strip, `-X github.com/containernetworking/plugins/pkg/utils/buildversion.BuildVersion=v${release}`],
  };
}

export const components = {
  kubernetes: kubernetesComponent('kubernetes', versions.kubernetes, kubernetesPrograms),
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
  cni: cniComponent('cni-plugins', versions.cni, cniPlugins),
  crictl: {
    name: 'crictl',
    packages: ['sigs.k8s.io/cri-tools/cmd/crictl'],
    ldflags: [...strip, `-X sigs.k8s.io/cri-tools/pkg/version.Version=v${versions.crictl}`],
  },
  app: { name: 'app', packages: ['.'], program: 'app', ldflags: strip },
  hook: { name: 'hook', packages: ['.'], program: 'hook', ldflags: strip },
} as const satisfies Record<string, Component>;

export type ComponentKey = keyof typeof components;

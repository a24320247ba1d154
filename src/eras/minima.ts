import type { ArtifactName } from './artifact-names.js';
import type { Era, SourcedSpan } from './lookup.js';

/** What a machine has to have for a program to start. */
export interface Minimum {
  /** The C library that it is linked against, by its first two numbers; null: it is static. */
  readonly glibc: string | null;
  readonly kernel: string;
  /** 2: it does not start on cgroup v1. */
  readonly cgroup: 1 | 2;
}

type Minima = readonly [Era<Minimum>, ...Era<Minimum>[]];

/** Go 1.24 and newer ask for it, and no program here for more unless its row says so: https://go.dev/doc/go1.24#linux */
const goKernel = '3.2';

const alone: Minimum = { glibc: null, kernel: goKernel, cgroup: 1 };

/** For a program that is static in all of its releases. */
const always = (source: string): Minima => [{ since: '0', value: alone, source }];

const kubelet: Minima = [
  {
    since: '1.8.0',
    value: { ...alone, glibc: '2.17' },
    source:
      'kubernetes/kubernetes#135870: the kubelet is linked by cgo; kubernetes/release#3249: on Debian 11 at the newest, "to achieve maximum glibc compatibility"; CentOS 7 (2.17) ran it in kubernetes-sigs/kubespray to 1.29. unconfirmed: 2.17 from 1.30 on, it may be 2.31',
  },
  {
    since: '1.35.0',
    value: { ...alone, glibc: '2.17', cgroup: 2 },
    source: 'kubernetes/kubernetes#134298: failCgroupV1 is true by default',
  },
  {
    since: '1.38.0',
    value: { ...alone, cgroup: 2 },
    source: 'kubernetes/kubernetes#135870: built without cgo; v1.37.0 hack/lib/golang.sh does not have it yet',
  },
];

const kubernetesProgram = always('kubernetes/kubernetes hack/lib/golang.sh v1.10.0 to v1.37.0: KUBE_STATIC_BINARIES');
const gvisor: Minima = [
  {
    since: '0',
    value: { ...alone, kernel: '4.14' },
    source: 'google/gvisor g3doc/user_guide/install.md: Linux 4.14.77 or newer. unconfirmed: static in every release',
  },
];

/** What each download needs of the machine that it is to run on. */
export const minima: Readonly<Record<ArtifactName, Minima>> = {
  'kubernetes-node': kubelet,
  kubelet,
  'kube-proxy': kubernetesProgram,
  kubectl: kubernetesProgram,
  containerd: [
    {
      since: '1.1.0',
      value: { ...alone, glibc: '2.17' },
      source:
        'containerd/containerd .github/workflows/release.yml v1.4.9, v1.6.6: Ubuntu 18.04; #8021: even the later build on 20.04 ran on CentOS 7 (2.17)',
    },
    { since: '1.6.7', value: { ...alone, glibc: '2.34' }, source: 'containerd/containerd#7255' },
    {
      since: '1.6.8',
      value: { ...alone, glibc: '2.17' },
      source: 'containerd/containerd .github/workflows/release/Dockerfile v1.6.8, v1.6.39: Ubuntu 18.04 again',
    },
    {
      since: '1.7.0',
      value: { ...alone, glibc: '2.31' },
      source: 'containerd/containerd releases/v1.7.0.toml, v2.0.0.toml: "Dynamically linked with glibc 2.31"',
    },
    {
      since: '2.1.0',
      value: { ...alone, glibc: '2.35' },
      source: 'containerd/containerd releases/v2.1.0.toml; #13224 (2.2.3), #13942 (2.3.4): "glibc 2.35 (Ubuntu 22.04)"',
    },
  ],
  'containerd-static': always('containerd/containerd releases/v2.1.0.toml: "Statically linked"'),
  runc: always('opencontainers/runc Makefile v1.4.3: releases are made by static-bin'),
  'cni-plugins': always('containernetworking/plugins scripts/release.sh: CGO_ENABLED=0. unconfirmed: in every release'),
  crictl: always('kubernetes-sigs/cri-tools Makefile v1.36.0: CGO_ENABLED ?= 0. unconfirmed: before it'),
  docker: always('download.docker.com/linux/static: "static" is its place and its name'),
  'cri-dockerd': always('Mirantis/cri-dockerd packaging/static/Makefile: CGO_ENABLED ?= 0'),
  crio: always('cri-o/packaging README.md, "static binary bundles"; cri-o/cri-o contrib/bundle/README.md'),
  runsc: gvisor,
  'containerd-shim-runsc-v1': gvisor,
  flanneld: always('flannel-io/flannel Makefile: -extldflags "-static"'),
  'flannel-cni-plugin': always('flannel-io/cni-plugin scripts/build_flannel.sh: -extldflags "-static"'),
};

/** The same program in a build that needs no C library, and the first release that has one. */
export const staticBuilds: Readonly<Partial<Record<ArtifactName, { readonly name: ArtifactName } & SourcedSpan>>> = {
  containerd: {
    name: 'containerd-static',
    since: '1.7.0',
    source: 'containerd/containerd releases/v1.7.0.toml; the oldest with a published digest',
  },
};

import type { ArtifactName } from './artifact-names.js';
import type { Era } from './lookup.js';

type Addresses = readonly [Era<string>, ...Era<string>[]];

/** For an artifact whose files have had one name from its first release on. */
const always = (value: string, source: string): Addresses => [{ since: '0', value, source }];

const kubernetesProgram = (program: string): Addresses =>
  always(
    `https://dl.k8s.io/release/v{version}/bin/linux/{arch}/${program}`,
    'kubernetes-sigs/kubespray roles/kubespray_defaults/defaults/main/download.yml',
  );

const gvisorProgram = (program: string): Addresses =>
  always(
    `https://storage.googleapis.com/gvisor/releases/release/{version}/{machine}/${program}`,
    'google/gvisor g3doc/user_guide/install.md',
  );

const inRelease = (repository: string, file: string): string =>
  `https://github.com/${repository}/releases/download/v{version}/${file}`;

const dockerStatic = 'https://download.docker.com/linux/static/stable/{machine}';

/** Where upstream publishes each artifact. {machine} is what `uname -m` says: x86_64 or aarch64. */
export const addresses: Readonly<Record<ArtifactName, Addresses>> = {
  'kubernetes-node': always(
    'https://dl.k8s.io/v{version}/kubernetes-node-linux-{arch}.tar.gz',
    'kubernetes/kubernetes CHANGELOG/CHANGELOG-1.36.md, "Node Binaries"',
  ),
  kubelet: kubernetesProgram('kubelet'),
  'kube-proxy': kubernetesProgram('kube-proxy'),
  kubectl: kubernetesProgram('kubectl'),
  containerd: [
    {
      since: '1.1.0',
      value: inRelease('containerd/containerd', 'containerd-{version}.linux-{arch}.tar.gz'),
      source: 'containerd/containerd Makefile v1.1.0 to v1.3.4, RELEASE',
    },
    {
      since: '1.3.5',
      value: inRelease('containerd/containerd', 'containerd-{version}-linux-{arch}.tar.gz'),
      source: 'containerd/containerd .github/workflows/release.yml v1.3.5',
    },
  ],
  'containerd-static': always(
    inRelease('containerd/containerd', 'containerd-static-{version}-linux-{arch}.tar.gz'),
    'containerd/containerd releases/v1.7.0.toml, v2.1.0.toml: containerd-static-<VERSION>-<OS>-<ARCH>.tar.gz',
  ),
  runc: always(
    inRelease('opencontainers/runc', 'runc.{arch}'),
    'kubernetes-sigs/kubespray roles/kubespray_defaults/defaults/main/download.yml',
  ),
  'cni-plugins': [
    {
      since: '0.6.0',
      value: inRelease('containernetworking/plugins', 'cni-plugins-{arch}-v{version}.tgz'),
      source: 'containernetworking/plugins scripts/release.sh v0.6.0',
    },
    {
      since: '0.8.0',
      value: inRelease('containernetworking/plugins', 'cni-plugins-linux-{arch}-v{version}.tgz'),
      source: 'containernetworking/plugins scripts/release.sh v0.8.0',
    },
  ],
  crictl: always(
    inRelease('kubernetes-sigs/cri-tools', 'crictl-v{version}-linux-{arch}.tar.gz'),
    'kubernetes-sigs/cri-tools docs/crictl.md',
  ),
  docker: [
    {
      since: '1.11.0',
      value: 'https://get.docker.com/builds/Linux/{machine}/docker-{version}.tgz',
      source: 'moby/moby docs/installation/binaries.md v1.12.0',
    },
    {
      since: '17.03.0',
      value: `${dockerStatic}/docker-{version}-ce.tgz`,
      source: 'kubernetes/kops upup/pkg/fi/cloudup/docker.go v1.21.0',
    },
    {
      since: '18.09.0',
      value: `${dockerStatic}/docker-{version}.tgz`,
      source: 'kubernetes/kops upup/pkg/fi/cloudup/docker.go v1.21.0',
    },
  ],
  'cri-dockerd': [
    {
      since: '0.2.0',
      value: inRelease('Mirantis/cri-dockerd', 'cri-dockerd-v{version}-linux-{arch}.tar.gz'),
      source: 'kubernetes-sigs/kubespray roles/download/defaults/main.yml, when it had 0.2.0',
    },
    {
      since: '0.2.1',
      value: inRelease('Mirantis/cri-dockerd', 'cri-dockerd-{version}.{arch}.tgz'),
      source: 'kubernetes-sigs/kubespray roles/kubespray_defaults/defaults/main/download.yml',
    },
  ],
  crio: always(
    'https://storage.googleapis.com/cri-o/artifacts/cri-o.{arch}.v{version}.tar.gz',
    'kubernetes-sigs/kubespray roles/kubespray_defaults/defaults/main/download.yml',
  ),
  runsc: gvisorProgram('runsc'),
  'containerd-shim-runsc-v1': gvisorProgram('containerd-shim-runsc-v1'),
  flanneld: always(
    inRelease('flannel-io/flannel', 'flanneld-{arch}'),
    'flannel-io/flannel Documentation/building.md: every file of dist is attached to the release',
  ),
  'flannel-cni-plugin': always(
    inRelease('flannel-io/cni-plugin', 'flannel-{arch}'),
    'kubernetes-sigs/kubespray roles/kubespray_defaults/defaults/main/download.yml',
  ),
};

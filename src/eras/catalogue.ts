import gte from 'semver/functions/gte.js';
import { digests } from './digests.js';

/** The downloads that a worker may need, by the names that the spec's `artifacts.overrides` uses. */
export const artifactNames = [
  'kubernetes-node',
  'kubelet',
  'kube-proxy',
  'kubectl',
  'containerd',
  'runc',
  'cni-plugins',
  'crictl',
] as const;
export type ArtifactName = (typeof artifactNames)[number];
export type Architecture = 'amd64' | 'arm64';

type Address = (version: string, arch: Architecture) => string;

const kubernetesProgram =
  (program: string): Address =>
  (version, arch) =>
    `https://dl.k8s.io/release/v${version}/bin/linux/${arch}/${program}`;

/** Where upstream publishes each artifact. Source: the projects' own release jobs, by release. */
const addresses: Readonly<Record<ArtifactName, Address>> = {
  'kubernetes-node': (version, arch) => `https://dl.k8s.io/v${version}/kubernetes-node-linux-${arch}.tar.gz`,
  kubelet: kubernetesProgram('kubelet'),
  'kube-proxy': kubernetesProgram('kube-proxy'),
  kubectl: kubernetesProgram('kubectl'),
  // The release job used a dot before `linux` up to 1.3.4 (containerd/containerd Makefile).
  containerd: (version, arch) =>
    `https://github.com/containerd/containerd/releases/download/v${version}/containerd-${version}${gte(version, '1.3.5') ? '-' : '.'}linux-${arch}.tar.gz`,
  runc: (version, arch) => `https://github.com/opencontainers/runc/releases/download/v${version}/runc.${arch}`,
  // The file name has `linux` in it from 0.8.0 on (containernetworking/plugins scripts/release.sh).
  'cni-plugins': (version, arch) =>
    `https://github.com/containernetworking/plugins/releases/download/v${version}/cni-plugins-${gte(version, '0.8.0') ? 'linux-' : ''}${arch}-v${version}.tgz`,
  crictl: (version, arch) =>
    `https://github.com/kubernetes-sigs/cri-tools/releases/download/v${version}/crictl-v${version}-linux-${arch}.tar.gz`,
};

/** The upstream address of an artifact. */
export function upstreamAddress(name: ArtifactName, version: string, arch: Architecture): string {
  return addresses[name](version, arch);
}

/** The published digest of an artifact as `sha256:…` or `sha512:…`; undefined where none is known. */
export function knownDigest(name: ArtifactName, version: string, arch: Architecture): string | undefined {
  const key = `\n${name} ${arch} ${version} `;
  const start = digests.indexOf(key);
  if (start < 0) return undefined;
  const from = start + key.length;
  return digests.slice(from, digests.indexOf('\n', from));
}

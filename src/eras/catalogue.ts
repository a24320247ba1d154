import { addresses } from './addresses.js';
import { digests } from './digests.js';
import { eraAt } from './lookup.js';

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
  'docker',
  'cri-dockerd',
  'crio',
  'runsc',
  'containerd-shim-runsc-v1',
  'flanneld',
  'flannel-cni-plugin',
] as const;
export type ArtifactName = (typeof artifactNames)[number];
export type Architecture = 'amd64' | 'arm64';

/** What `uname -m` says. */
const machines: Readonly<Record<Architecture, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

/** An address with its release and architecture filled in. */
export function filledAddress(address: string, version: string, arch: Architecture): string {
  return address.replaceAll('{version}', version).replaceAll('{arch}', arch).replaceAll('{machine}', machines[arch]);
}

/** The upstream address of an artifact. */
export function upstreamAddress(name: ArtifactName, version: string, arch: Architecture): string {
  return filledAddress(eraAt(addresses[name], version), version, arch);
}

/** The published digest of an artifact as `sha256:…` or `sha512:…`; undefined where none is known. */
export function knownDigest(name: ArtifactName, version: string, arch: Architecture): string | undefined {
  const key = `\n${name} ${arch} ${version} `;
  const start = digests.indexOf(key);
  if (start < 0) return undefined;
  const from = start + key.length;
  return digests.slice(from, digests.indexOf('\n', from));
}

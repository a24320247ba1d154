import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { planContainerd } from './containerd.js';
import type { Contribution } from './contribution.js';
import { planCrio } from './crio.js';
import { planDocker } from './docker.js';
import { egressFiles } from './egress-proxy.js';

/** The container runtime, and what stands between it and the kubelet. */
export function planRuntime({ runtime, paths, cni, host, podCIDRs }: ResolvedCluster): Contribution[] {
  const [first, ...others] = ofRuntime(runtime, paths, cni, podCIDRs.length > 1);
  if (first === undefined || host.egressProxy === null) return first ? [first, ...others] : [];
  const unit = first.service?.unit ?? runtime.unit;
  return [{ ...first, files: [...(first.files ?? []), ...egressFiles(host, unit)] }, ...others];
}

function ofRuntime(
  runtime: ResolvedCluster['runtime'],
  paths: ResolvedCluster['paths'],
  cni: ResolvedCluster['cni'],
  isDual: boolean,
): Contribution[] {
  if (runtime.name === 'docker') return planDocker(runtime, paths, cni.dockerNetwork, isDual);
  return [runtime.name === 'crio' ? planCrio(runtime, paths) : planContainerd(runtime, paths)];
}

import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { planContainerd } from './containerd.js';
import type { Contribution } from './contribution.js';
import { planCrio } from './crio.js';
import { planDocker } from './docker.js';

/** The container runtime, and what stands between it and the kubelet. */
export function planRuntime({ runtime, paths, cni }: ResolvedCluster): Contribution[] {
  if (runtime.name === 'docker') return planDocker(runtime, paths, cni.dockerNetwork);
  return [runtime.name === 'crio' ? planCrio(runtime, paths) : planContainerd(runtime, paths)];
}

import compare from 'semver/functions/compare.js';
import { containerdPlaces, containerdReach, containerdUnits } from '../eras/containerd.js';
import { pauseImages } from '../eras/kubernetes.js';
import { eraAt } from '../eras/lookup.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import type { Releases } from './releases.js';
import type { ResolvedRuntime } from './resolved.js';

/** containerd's facts at its release, and whether the kubelet of this Kubernetes can talk to it. */
export function resolveRuntime(
  { runtime = {} }: ClusterSpec['spec'],
  { containerd, kubernetes }: Releases,
): { runtime: ResolvedRuntime; diagnostics: Diagnostic[] } {
  const reach = eraAt(containerdReach, containerd);
  const diagnostics: Diagnostic[] = [];
  const origin = runtime.version ? ['spec', 'runtime', 'version'] : ['spec', 'kubernetes', 'version'];
  const args = { runtime: 'containerd', version: containerd, kubernetes };
  if (compare(kubernetes, reach.oldestKubernetes) < 0) {
    diagnostics.push(diagnose('runtime-too-new', origin, { ...args, need: reach.oldestKubernetes }));
  }
  if (reach.beforeKubernetes && compare(kubernetes, reach.beforeKubernetes) >= 0) {
    diagnostics.push(diagnose('runtime-too-old', origin, { ...args, need: '1.6.15' }));
  }
  return {
    runtime: {
      places: eraAt(containerdPlaces, containerd),
      unit: eraAt(containerdUnits, containerd),
      cgroupDriver: runtime.cgroupDriver ?? 'systemd',
      snapshotter: runtime.snapshotter ?? null,
      pauseImage: runtime.pauseImage ?? `registry.k8s.io/pause:${eraAt(pauseImages, kubernetes)}`,
    },
    diagnostics,
  };
}

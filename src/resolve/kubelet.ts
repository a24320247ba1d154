import { allowPrivilegedFlag, runtimeWiring, taintsIn } from '../eras/kubernetes.js';
import { eraAt } from '../eras/lookup.js';
import type { OperatingSystem } from '../eras/systems.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { ResolvedKubelet } from './resolved.js';

/** How this release of the kubelet is told what it must know. */
export function resolveKubelet(
  { kubernetes, kubelet = {} }: ClusterSpec['spec'],
  os: OperatingSystem,
): ResolvedKubelet {
  return {
    wiring: eraAt(runtimeWiring, kubernetes.version),
    taintsIn: eraAt(taintsIn, kubernetes.version),
    allowPrivilegedFlag: eraAt(allowPrivilegedFlag, kubernetes.version),
    resolvConf: os.resolvConf,
    config: kubelet.config ?? {},
    flags: kubelet.flags ?? {},
  };
}

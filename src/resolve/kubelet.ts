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
    resolvConf: String(kubelet.config?.resolvConf ?? os.resolvConf),
    healthz: healthzOf(kubelet),
    config: kubelet.config ?? {},
    flags: kubelet.flags ?? {},
  };
}

/** Port 10248 on loopback unless the spec says otherwise, by flag or by field; port 0 switches it off. */
function healthzOf({ flags = {}, config = {} }: NonNullable<ClusterSpec['spec']['kubelet']>): string | null {
  const port = Number(flags['healthz-port'] ?? config.healthzPort ?? 10248);
  const address = String(flags['healthz-bind-address'] ?? config.healthzBindAddress ?? '127.0.0.1');
  return port === 0 ? null : `${address === '0.0.0.0' ? '127.0.0.1' : address}/${port}`;
}

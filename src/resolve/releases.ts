import { flannelCniPlugin } from '../eras/flannel.js';
import { eraAt } from '../eras/lookup.js';
import { companions, crictlReleases } from '../eras/pairs.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';

/** The release of everything that a worker runs. */
export interface Releases {
  readonly kubernetes: string;
  readonly containerd: string;
  readonly runc: string;
  readonly cni: string;
  readonly crictl: string;
  /** Empty without flannel. */
  readonly flanneld: string;
  readonly flannelCniPlugin: string;
}

/** The releases that the spec names; for the others those that go with its Kubernetes. */
export function resolveReleases({ kubernetes, runtime = {}, cni = {} }: ClusterSpec['spec']): Releases {
  const paired = eraAt(companions, kubernetes.version);
  return {
    kubernetes: kubernetes.version,
    containerd: runtime.version ?? paired.containerd,
    runc: runtime.runc ?? paired.runc,
    cni: cni.version ?? paired.cni,
    crictl: runtime.crictl ?? eraAt(crictlReleases, kubernetes.version),
    flanneld: cni.flannel?.version ?? '',
    flannelCniPlugin: cni.flannel?.cniPlugin ?? flannelCniPlugin,
  };
}

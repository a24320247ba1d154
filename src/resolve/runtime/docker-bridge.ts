import { hasDockershim } from '../../eras/kubernetes.js';
import { eraAt } from '../../eras/lookup.js';
import type { FullSpec } from '../full-spec.js';

/** dockershim's pods are on Docker's bridge, on the range that flannel has from etcd before Docker starts. */
export function takesDockerBridge({ runtime, cni, kubernetes }: FullSpec): boolean {
  return runtime.name === 'docker' && cni.flannel?.store === 'etcd' && eraAt(hasDockershim, kubernetes.version);
}

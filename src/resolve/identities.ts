import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { ResolvedIdentities } from './resolved.js';

/** What the cluster's certificates say, and how long they hold. */
export function resolveIdentities({ credentials = {}, cni, proxy = {} }: ClusterSpec['spec']): ResolvedIdentities {
  return {
    proxy: proxy.mode !== 'none' && proxy.credentials !== 'kubelet',
    key: credentials.key ?? 'ecdsa-p256',
    days: credentials.days ?? 365,
    authorityDays: credentials.caDays ?? 3650,
    subject: credentials.subject ?? {},
    kubeletSubject: credentials.kubeletSubject ?? {},
    kubeletSANs: credentials.kubeletSANs ?? [],
    flannelClient: cni?.plugin === 'flannel' ? (cni.flannel?.store ?? 'kubernetes') : null,
  };
}

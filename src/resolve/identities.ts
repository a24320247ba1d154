import type { ClusterSpec } from '../generated/cluster-spec.js';
import { proxyCredentials } from './proxy.js';
import type { ResolvedBootstrap, ResolvedIdentities } from './resolved.js';

type Spec = ClusterSpec['spec'];

/** Whether the documents hold a token in place of keys. */
export function isBootstrapped({ credentials = {} }: Spec): boolean {
  return credentials.type === 'bootstrapToken';
}

/** How the kubelets get their certificates from the cluster; null: the documents hold them. */
export function resolveBootstrap(spec: Spec): ResolvedBootstrap | null {
  if (!isBootstrapped(spec)) return null;
  return { group: 'system:bootstrappers:worker', hours: spec.credentials?.tokenHours ?? 24 };
}

/** What the cluster's certificates say, and how long they hold. */
export function resolveIdentities(spec: Spec): ResolvedIdentities {
  const { credentials = {}, cni, proxy = {} } = spec;
  const flannelClient = cni?.plugin === 'flannel' ? (cni.flannel?.store ?? 'kubernetes') : null;
  return {
    kubelets: !isBootstrapped(spec),
    proxy: proxy.mode !== 'none' && proxyCredentials(spec) === 'own',
    key: credentials.key ?? 'ecdsa-p256',
    days: credentials.days ?? 365,
    authorityDays: credentials.caDays ?? 3650,
    subject: credentials.subject ?? {},
    kubeletSubject: credentials.kubeletSubject ?? {},
    kubeletSANs: credentials.kubeletSANs ?? [],
    flannelClient: isBootstrapped(spec) ? null : flannelClient,
  };
}

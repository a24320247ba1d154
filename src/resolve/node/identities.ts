import type { FullSpec } from '../full-spec.js';
import type { ResolvedBootstrap, ResolvedIdentities } from '../resolved/resolved.js';

/** Whether the documents hold a token in place of keys. */
export function isBootstrapped({ credentials }: Pick<FullSpec, 'credentials'>): boolean {
  return credentials.type === 'bootstrapToken';
}

/** How the kubelets get their certificates from the cluster; null: the documents hold them. */
export function resolveBootstrap(spec: FullSpec): ResolvedBootstrap | null {
  if (!isBootstrapped(spec)) return null;
  return { group: 'system:bootstrappers:worker', hours: spec.credentials.tokenHours };
}

type Said<T> = { readonly [Key in keyof T]?: NonNullable<T[Key]> };

/** The attributes of a subject that the spec names. */
function said<T extends object>(subject: T): Said<T> {
  return Object.fromEntries(Object.entries(subject).filter(([, value]) => value !== null)) as Said<T>;
}

/** What the cluster's certificates say, and how long they hold. */
export function resolveIdentities(spec: FullSpec): ResolvedIdentities {
  const { credentials, cni, proxy } = spec;
  const { key, days, caDays, subject, kubeletSubject, kubeletSANs } = credentials;
  return {
    kubelets: !isBootstrapped(spec),
    proxy: proxy?.credentials === 'own',
    key,
    days,
    authorityDays: caDays,
    subject: said(subject),
    kubeletSubject: said(kubeletSubject),
    kubeletSANs,
    flannelClient: isBootstrapped(spec) || cni.flannel === null ? null : cni.flannel.store,
  };
}

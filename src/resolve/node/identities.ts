import type { FullSpec } from '../full-spec.js';
import type { ResolvedBootstrap, ResolvedIdentities } from '../resolved/resolved.js';

type Credentials = Pick<FullSpec, 'credentials'>;

/** Whether the documents hold a token in place of keys. */
export function holdsToken({ credentials }: Credentials): boolean {
  return credentials.type === 'bootstrapToken';
}

/** Whether the kubelets ask the cluster for their certificates: with a token, or with a first certificate. */
export function asksForCertificates(spec: Credentials): boolean {
  return holdsToken(spec) || spec.credentials.rotate;
}

/** How the kubelets get their certificates from the cluster; null: the documents hold them. */
export function resolveBootstrap(spec: FullSpec): ResolvedBootstrap | null {
  if (!holdsToken(spec)) return null;
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
  const { key, days, caDays, caName, subject, kubeletSubject, kubeletSANs, hours, signer, admin } = credentials;
  const asks = asksForCertificates(spec);
  return {
    kubelets: !holdsToken(spec),
    firstHours: asks && !holdsToken(spec) ? hours : null,
    admin: admin === 'none' ? null : admin,
    proxy: proxy?.credentials === 'own',
    key,
    days,
    authorityDays: caDays,
    authorityName: caName,
    subject: said(subject),
    // What the kubelet asks for is the name of a node, and no other.
    kubeletSubject: asks ? {} : said(kubeletSubject),
    kubeletSANs,
    signer,
    flannelClient: cni.flannel === null || (asks && cni.flannel.store === 'kubernetes') ? null : cni.flannel.store,
  };
}

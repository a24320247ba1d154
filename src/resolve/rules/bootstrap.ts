import { flannelReloadsCertificate } from '../../eras/flannel.js';
import { proxyReloadsCertificate, tlsBootstrap } from '../../eras/kubernetes.js';
import { type Era, eraAt, firstWith } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, DiagnosticArgs, SpecPath } from '../../spec/diagnostic.js';
import type { FullSpec, GivenSpec, NormalisedSpec } from '../full-spec.js';
import { asksForCertificates, holdsToken } from '../node/identities.js';

/** What makes the kubelet ask, and how messages call it. */
function askingBy(spec: FullSpec): { readonly path: SpecPath; readonly way: string; readonly args: DiagnosticArgs } {
  return holdsToken(spec)
    ? { path: ['spec', 'credentials', 'type'], way: 'a bootstrap token', args: { token: 'bootstrapToken' } }
    : { path: ['spec', 'credentials', 'rotate'], way: 'credentials.rotate', args: { rotate: 'rotate' } };
}

/** Programs that would lose the cluster when the kubelet replaces its certificate, or never get there. */
function ageProblems(spec: FullSpec): Diagnostic[] {
  const {
    kubernetes: { version },
    proxy,
    cni: { flannel },
  } = spec;
  const { path, way, args } = askingBy(spec);
  const tooOld = (subject: string, release: string, eras: readonly [Era<boolean>, ...Era<boolean>[]], reason: string) =>
    diagnose('bootstrap-too-old', path, { subject, release, reason, need: firstWith(eras), way, ...args });
  if (!eraAt(tlsBootstrap, version)) {
    return [tooOld('the kubelet', version, tlsBootstrap, 'does not ask for its serving certificate by itself')];
  }
  const once = "reads the kubelet's certificate once, and the kubelet replaces it";
  const ofProxy = proxy?.credentials === 'kubelet' && !eraAt(proxyReloadsCertificate, version);
  const ofFlannel = flannel?.store === 'kubernetes' && !eraAt(flannelReloadsCertificate, flannel.version);
  return [
    ...(ofProxy ? [tooOld('kube-proxy', version, proxyReloadsCertificate, once)] : []),
    ...(ofFlannel ? [tooOld('flanneld', flannel.version, flannelReloadsCertificate, once)] : []),
  ];
}

/** Who would need a private key in each document. */
function keyProblems({ cni, proxy }: FullSpec): Diagnostic[] {
  const ofProxy = proxy?.credentials === 'own';
  const ofFlannel = cni.flannel?.store === 'etcd';
  return [
    ...(ofProxy
      ? [
          diagnose('private-key-needed', ['spec', 'proxy', 'credentials'], {
            what: 'kube-proxy with a certificate of its own',
            proxy: 'own',
          }),
        ]
      : []),
    ...(ofFlannel
      ? [
          diagnose('private-key-needed', ['spec', 'cni', 'flannel', 'store'], {
            what: 'flannel on etcd',
            flannel: 'etcd',
          }),
        ]
      : []),
  ];
}

/** Over plain http a kubelet shows no token, so it gets no certificate. */
function endpointProblems(spec: FullSpec): Diagnostic[] {
  return (['workers', 'pools'] as const).flatMap((kind) =>
    spec[kind].flatMap(({ endpoint }, index) =>
      endpoint.startsWith('http:')
        ? [diagnose('bootstrap-over-http', ['spec', kind, index, 'endpoint'], { endpoint })]
        : [],
    ),
  );
}

/** Settings of certificates that no document holds, or of a token that none does. */
function unreadSettings(spec: FullSpec, { credentials, paths }: GivenSpec): Diagnostic[] {
  const unread = (section: string, keys: readonly string[], given: object | undefined, reason: string) =>
    keys
      .filter((key) => given !== undefined && Object.hasOwn(given, key))
      .map((key) => {
        const path = ['spec', section, key];
        return diagnose('setting-unread', path, { setting: path.join('.'), reason }, 'key');
      });
  const unasked = ['kubeletSubject', 'kubeletSANs'];
  if (!holdsToken(spec)) {
    const noToken = 'credentials.type is certificates, and there is no token';
    return [
      ...unread('credentials', ['tokenHours'], credentials, noToken),
      ...(spec.credentials.rotate
        ? unread(
            'credentials',
            unasked,
            credentials,
            'with rotate the kubelet asks for its certificates itself, in its own name',
          )
        : unread('credentials', ['hours'], credentials, 'without rotate a certificate holds credentials.days')),
    ];
  }
  const reason =
    'with a bootstrap token the kubelet asks for its certificates itself, and keeps them in its own folder';
  return [
    ...unread(
      'credentials',
      ['rotate', 'hours'],
      credentials,
      'with a bootstrap token the kubelet always renews its certificates',
    ),
    ...unread('credentials', unasked, credentials, reason),
    ...unread('paths', ['kubeletCertificate', 'kubeletKey'], paths, reason),
  ];
}

/** Kubelets that ask for their certificates: whether the programs can live with it, and nothing still asks for a key. */
export function bootstrapRules({ spec, given }: NormalisedSpec): Diagnostic[] {
  const unread = unreadSettings(spec, given);
  if (!asksForCertificates(spec)) return unread;
  return [...ageProblems(spec), ...(holdsToken(spec) ? keyProblems(spec) : []), ...endpointProblems(spec), ...unread];
}

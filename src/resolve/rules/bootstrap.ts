import { flannelReloadsCertificate } from '../../eras/flannel.js';
import { proxyReloadsCertificate, tlsBootstrap } from '../../eras/kubernetes.js';
import { type Era, eraAt, firstWith } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { FullSpec, GivenSpec, NormalisedSpec } from '../full-spec.js';
import { isBootstrapped } from '../node/identities.js';

const typePath = ['spec', 'credentials', 'type'];

/** Programs that would lose the cluster when the kubelet replaces its certificate, or never get there. */
function ageProblems({ kubernetes: { version }, proxy, cni: { flannel } }: FullSpec): Diagnostic[] {
  const tooOld = (subject: string, release: string, eras: readonly [Era<boolean>, ...Era<boolean>[]], reason: string) =>
    diagnose('bootstrap-too-old', typePath, { subject, release, reason, need: firstWith(eras) });
  if (!eraAt(tlsBootstrap, version)) {
    return [tooOld('the kubelet', version, tlsBootstrap, 'does not ask for its serving certificate by itself')];
  }
  const once = "reads the kubelet's certificate once, and the kubelet replaces it";
  const ofProxy = proxy !== null && !eraAt(proxyReloadsCertificate, version);
  const ofFlannel = flannel !== null && !eraAt(flannelReloadsCertificate, flannel.version);
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
function unreadSettings({ credentials, paths }: GivenSpec, bootstrapped: boolean): Diagnostic[] {
  const unread = (section: string, keys: readonly string[], given: object | undefined, reason: string) =>
    keys
      .filter((key) => given !== undefined && Object.hasOwn(given, key))
      .map((key) => {
        const path = ['spec', section, key];
        return diagnose('setting-unread', path, { setting: path.join('.'), reason }, 'key');
      });
  if (!bootstrapped) {
    return unread(
      'credentials',
      ['tokenHours'],
      credentials,
      'credentials.type is certificates, and there is no token',
    );
  }
  const reason =
    'with a bootstrap token the kubelet asks for its certificates itself, and keeps them in its own folder';
  return [
    ...unread('credentials', ['kubeletSubject', 'kubeletSANs'], credentials, reason),
    ...unread('paths', ['kubeletCertificate', 'kubeletKey'], paths, reason),
  ];
}

/** A token in place of keys: whether the programs can live with it, and nothing still asks for a key. */
export function bootstrapRules({ spec, given }: NormalisedSpec): Diagnostic[] {
  if (!isBootstrapped(spec)) return unreadSettings(given, false);
  return [...ageProblems(spec), ...keyProblems(spec), ...endpointProblems(spec), ...unreadSettings(given, true)];
}

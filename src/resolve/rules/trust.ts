import { insecurePort } from '../../eras/kubernetes.js';
import { holdsIn } from '../../eras/lookup.js';
import { minorBefore } from '../../eras/release-order.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { FullSpec, NormalisedSpec } from '../full-spec.js';
import { asksForCertificates } from '../node/identities.js';

function subjectProblems(spec: FullSpec): Diagnostic[] {
  if (asksForCertificates(spec)) return [];
  const path = ['spec', 'credentials', 'kubeletSubject'];
  const { CN, O } = spec.credentials.kubeletSubject;
  // The kubelet's certificate is made before its machine has a name.
  const isNamedLater = spec.target.identity.name !== 'spec';
  const good = { CN: 'system:node:NAME', O: 'system:nodes' };
  return [
    // One CN for all nodes can be no node's own.
    ...(CN === null
      ? []
      : [
          diagnose('subject-not-node', [...path, 'CN'], {
            field: 'CN',
            value: CN,
            good: good.CN,
            ...(isNamedLater ? { needed: 'CN' } : { needless: 'CN' }),
          }),
        ]),
    ...(O === null || O === good.O
      ? []
      : [
          diagnose('subject-not-node', [...path, 'O'], {
            field: 'O',
            value: O,
            good: good.O,
            ...(isNamedLater ? { needed: 'O' } : { needless: 'O' }),
          }),
        ]),
  ];
}

function proxyProblems(spec: FullSpec): Diagnostic[] {
  // cluster/rbac.yaml grants what it needs.
  if (spec.proxy?.credentials !== 'kubelet' || asksForCertificates(spec)) return [];
  return [diagnose('proxy-without-rights', ['spec', 'proxy', 'credentials'], {})];
}

/** Over plain http nobody says who they are: the API server takes everybody for its administrator. */
function endpointProblems(spec: FullSpec): Diagnostic[] {
  const { version } = spec.controlPlane;
  return (['workers', 'pools'] as const).flatMap((kind) =>
    spec[kind].flatMap(({ endpoint }, index) => {
      // Where the kubelet asks for its certificate that is an error of its own.
      if (!endpoint.startsWith('http:') || asksForCertificates(spec)) return [];
      const path = ['spec', kind, index, 'endpoint'];
      const last = holdsIn(insecurePort, version) ? undefined : minorBefore(insecurePort.until);
      return [diagnose('endpoint-insecure', path, { endpoint, last })];
    }),
  );
}

/** What weakens the trust between cluster, nodes and downloads: allowed, and said. */
export function trustRules({ spec }: NormalisedSpec): Diagnostic[] {
  const overrides = Object.entries(spec.artifacts.overrides);
  const unverified = overrides
    .filter(([, { unverified, digest }]) => unverified && digest === null)
    .map(([artifact]) => {
      const path = ['spec', 'artifacts', 'overrides', artifact, 'unverified'];
      return diagnose('artifact-unverified', path, { artifact });
    });
  return [...subjectProblems(spec), ...proxyProblems(spec), ...endpointProblems(spec), ...unverified];
}

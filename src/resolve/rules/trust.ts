import { insecurePort } from '../../eras/kubernetes.js';
import { holdsIn } from '../../eras/lookup.js';
import { minorBefore } from '../../eras/release-order.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { Spec } from './rule.js';

function subjectProblems({ credentials = {}, target }: Spec): Diagnostic[] {
  if (credentials.type === 'bootstrapToken') return [];
  const { kubeletSubject: subject = {} } = credentials;
  const path = ['spec', 'credentials', 'kubeletSubject'];
  const { CN, O } = subject;
  // The kubelet's certificate is made before its machine has a name.
  const isNamedLater = (target.identity?.name ?? 'spec') !== 'spec';
  const good = { CN: 'system:node:NAME', O: 'system:nodes' };
  return [
    // One CN for all nodes can be no node's own.
    ...(CN === undefined
      ? []
      : [
          diagnose('subject-not-node', [...path, 'CN'], {
            field: 'CN',
            value: CN,
            good: good.CN,
            ...(isNamedLater ? { needed: 'CN' } : { needless: 'CN' }),
          }),
        ]),
    ...(O === undefined || O === good.O
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

function proxyProblems({ credentials, proxy }: Spec): Diagnostic[] {
  if (proxy?.credentials !== 'kubelet' || proxy.mode === 'none') return [];
  // There is no other way then, and cluster/rbac.yaml grants what it needs.
  if (credentials?.type === 'bootstrapToken') return [];
  return [diagnose('proxy-without-rights', ['spec', 'proxy', 'credentials'], {})];
}

/** Over plain http nobody says who they are: the API server takes everybody for its administrator. */
function endpointProblems(spec: Spec): Diagnostic[] {
  const version = spec.controlPlane.version ?? spec.kubernetes.version;
  return (['workers', 'pools'] as const).flatMap((kind) =>
    (spec[kind] ?? []).flatMap(({ endpoint }, index) => {
      // With a bootstrap token that is an error of its own.
      if (!endpoint?.startsWith('http:') || spec.credentials?.type === 'bootstrapToken') return [];
      const path = ['spec', kind, index, 'endpoint'];
      const last = holdsIn(insecurePort, version) ? undefined : minorBefore(insecurePort.until);
      return [diagnose('endpoint-insecure', path, { endpoint, last })];
    }),
  );
}

/** What weakens the trust between cluster, nodes and downloads: allowed, and said. */
export function trustRules(spec: Spec): Diagnostic[] {
  const overrides = Object.entries(spec.artifacts?.overrides ?? {});
  const unverified = overrides
    .filter(([, { unverified, digest }]) => unverified === true && digest === undefined)
    .map(([artifact]) => {
      const path = ['spec', 'artifacts', 'overrides', artifact, 'unverified'];
      return diagnose('artifact-unverified', path, { artifact });
    });
  return [...subjectProblems(spec), ...proxyProblems(spec), ...endpointProblems(spec), ...unverified];
}

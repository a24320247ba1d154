import { tlsServerName } from '../../eras/kubernetes.js';
import { holdsIn } from '../../eras/lookup.js';
import { systems } from '../../eras/systems.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { hostAddress, parseWebAddress } from '../../spec/web-address.js';
import type { NormalisedSpec } from '../full-spec.js';
import { asksForCertificates } from '../node/identities.js';

/** Ports that a node's own programs have. Source: kubernetes/kubernetes pkg/cluster/ports/ports.go. */
const taken = [10248, 10249, 10250, 10255, 10256];

/** A balancer on each node: whether the system, the release and the credentials go with it. */
export function balancerRules({ spec }: NormalisedSpec): Diagnostic[] {
  const { controlPlane, target, kubernetes } = spec;
  const { balancer } = controlPlane;
  if (balancer === null) return [];
  const path = ['spec', 'controlPlane', 'balancer'];
  const reasons: readonly (readonly [isSo: boolean, why: string])[] = [
    [
      systems[target.os].packageManager !== 'apt',
      `it is not tested on ${target.os}, where the image lacks HAProxy or SELinux keeps it from the API server's port`,
    ],
    [
      !holdsIn(tlsServerName, kubernetes.version),
      `Kubernetes ${kubernetes.version} does not read tls-server-name, which came with ${tlsServerName.since}`,
    ],
    [
      asksForCertificates(spec),
      'the kubeconfig that a kubelet writes when it asks for its certificate has no tls-server-name, so no certificate would be good for 127.0.0.1',
    ],
    [taken.includes(balancer.port), `the node itself uses port ${balancer.port}`],
  ];
  const servers = balancer.servers.flatMap((server, index) => {
    const parsed = parseWebAddress(`https://${server}`);
    const isGood = parsed !== undefined && hostAddress(parsed.host) !== undefined;
    return isGood ? [] : [diagnose('balancer-server-malformed', [...path, 'servers', index], { server })];
  });
  return [
    ...reasons.filter(([isSo]) => isSo).map(([, why]) => diagnose('balancer-unsupported', path, { why }, 'key')),
    ...servers,
  ];
}

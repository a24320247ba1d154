import { templates } from '../generated/templates.js';
import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { plainFile } from './node-plan.js';

export const balancerConfig = '/etc/bootwright/api-balancer.cfg';
const origin = ['spec', 'controlPlane', 'balancer'];

/** HAProxy on the node's loopback, before the API servers; it runs before anything asks for them. */
export function planApiBalancer({ balancer, paths }: ResolvedCluster): Contribution[] {
  if (balancer === null) return [];
  const { servers, port } = balancer;
  const text = templates['api-balancer.cfg']({
    servers: servers.map((address) => ({ address, authority: paths.authority })),
    port,
  });
  return [
    {
      packages: ['haproxy'],
      files: [
        plainFile(balancerConfig, text, origin),
        plainFile(
          '/etc/systemd/system/api-balancer.service',
          templates['api-balancer.service']({ config: balancerConfig }),
          origin,
        ),
      ],
      service: { unit: 'api-balancer', phase: 'network', programs: [], reads: [paths.authority] },
    },
  ];
}

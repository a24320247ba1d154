import { templates } from '../generated/templates.js';
import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { rangeOf } from '../spec/addresses.js';
import type { Contribution } from './contribution.js';
import { forwardingScript } from './layout.js';
import { plainFile } from './node-plan.js';

const origin = ['spec', 'network', 'podCIDR'];

/**
 * What lets a node forward its pods' IPv6 and keep its own default route, at every boot before any pod runs. A sysctl.d
 * file can't: it is read before the interfaces have their routes, and which of them the kernel runs is known later.
 * Source: Linux net/ipv6/route.c, rt6_purge_dflt_routers; ip-sysctl.rst, accept_ra.
 */
export function planIpv6Forwarding({ podCIDRs, runtime }: ResolvedCluster): Contribution {
  if (podCIDRs.every((range) => rangeOf(range).family === 'IPv4')) return { files: [] };
  const unit = templates['ipv6-forwarding.service']({ script: forwardingScript, runtime: runtime.name });
  return {
    files: [
      {
        path: forwardingScript,
        mode: 0o755,
        content: templates['ipv6-forwarding.sh']({}),
        secret: false,
        origin,
      },
      plainFile('/etc/systemd/system/ipv6-forwarding.service', unit, origin),
    ],
    service: { unit: 'ipv6-forwarding', phase: 'network', programs: [], reads: [] },
  };
}

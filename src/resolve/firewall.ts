import { hostFirewalls, openPorts } from '../eras/host-firewalls.js';
import { providers } from '../eras/providers.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import { addressRanges } from './identity.js';
import type { ResolvedHost } from './resolved.js';

/** The image's own firewall: opened where the spec asks for it, or the provider's images are known to be closed. */
export function resolveFirewall({
  host = {},
  network,
  target,
}: ClusterSpec['spec']): Pick<ResolvedHost, 'firewall' | 'closedBy' | 'firewallSaid'> {
  const closed = providers[target.provider ?? 'generic'].image;
  const { firewall = closed ? 'open' : 'leave' } = host;
  // Who asks for it may have any of them; images that are known to be closed have one.
  const kinds = host.firewall === undefined && closed ? [closed.firewall] : hostFirewalls;
  const { kubelet, nodePorts } = openPorts;
  const nodes = network.nodeCIDRs ?? addressRanges(target);
  return {
    firewall: firewall === 'open' ? { kinds, nodes, kubelet, nodePorts } : null,
    closedBy: closed?.words ?? null,
    firewallSaid: host.firewall !== undefined,
  };
}

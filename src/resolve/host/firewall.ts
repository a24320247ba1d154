import { hostFirewalls, openPorts } from '../../eras/host-firewalls.js';
import { providers } from '../../eras/providers.js';
import type { NormalisedSpec } from '../full-spec.js';
import { addressRanges } from '../node/identity.js';
import type { ResolvedHost } from '../resolved/resolved.js';

/** The image's own firewall: opened where the spec asks for it, or the provider's images are known to be closed. */
export function resolveFirewall({
  spec: { host, network, target },
  given,
}: NormalisedSpec): Pick<ResolvedHost, 'firewall' | 'closedBy' | 'firewallSaid'> {
  const closed = providers[target.provider].image;
  const firewallSaid = given.host?.firewall !== undefined;
  // Who asks for it may have any of them; images that are known to be closed have one.
  const kinds = !firewallSaid && closed ? [closed.firewall] : hostFirewalls;
  const { kubelet, nodePorts } = openPorts;
  const nodes = network.nodeCIDRs.length > 0 ? network.nodeCIDRs : addressRanges(target);
  return {
    firewall: host.firewall === 'open' ? { kinds, nodes, kubelet, nodePorts } : null,
    closedBy: closed ? closed.words : null,
    firewallSaid,
  };
}

import { templates } from '../generated/templates.js';
import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { firewallScript } from './layout.js';
import { plainFile } from './node-plan.js';

/** What opens the image's own firewall for the cluster, at every boot before any pod runs. */
export function planFirewall({ host: { firewall }, podCIDRs, runtime }: ResolvedCluster): Contribution {
  if (firewall === null) return { files: [] };
  const origin = ['spec', 'host', 'firewall'];
  const { kinds, nodes, kubelet, nodePorts } = firewall;
  const [firstPort, lastPort] = nodePorts;
  const ipv6 = [...podCIDRs, ...nodes].some((range) => range.includes(':'));
  const script = templates['open-firewall.sh']({
    pods: podCIDRs,
    ipv6,
    nodes,
    kubelet,
    firstPort,
    lastPort,
    ufw: kinds.includes('ufw'),
    firewalld: kinds.includes('firewalld'),
    persistent: kinds.includes('netfilter-persistent'),
    iptables: ipv6 ? '"$iptables"' : 'iptables',
  });
  const unit = templates['open-firewall.service']({ script: firewallScript, runtime: runtime.name });
  return {
    files: [
      { path: firewallScript, mode: 0o755, content: script, secret: false, origin },
      plainFile('/etc/systemd/system/open-firewall.service', unit, origin),
    ],
    service: { unit: 'open-firewall', phase: 'network', programs: [], reads: [] },
  };
}

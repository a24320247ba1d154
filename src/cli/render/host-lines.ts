import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';

/** What was decided about the machines without being asked for, and how to decide otherwise: for the report of a render. */
export function hostLines({ host, proxy, limit: { provider } }: ResolvedCluster): string[] {
  const { metadataBlock, firewall, closedBy, firewallSaid } = host;
  return [
    ...(metadataBlock?.byDefault
      ? [
          `pods cannot reach ${provider}'s metadata service, which hands out these documents; host.blockMetadata: false allows it, hostNetwork: true for a single pod`,
        ]
      : []),
    // Source: kubernetes/kubernetes cmd/kube-proxy/app/server_linux.go, platformApplyDefaults, v1.31 and later.
    ...(proxy?.primaryPortsByDefault
      ? [
          "kube-proxy's mode is nftables: NodePorts answer only on the node's primary address, where iptables, upstream's default, answers on all; proxy.config.nodePortAddresses or proxy.mode changes that",
        ]
      : []),
    ...(firewallSaid ? [] : [firewallLine(firewall !== null, closedBy, provider)]),
  ];
}

function firewallLine(opened: boolean, closedBy: string | null, provider: string): string {
  return opened
    ? `the firewall in images of ${provider} (${closedBy}) is opened for the cluster; host.firewall: leave keeps it closed`
    : 'a firewall in the image stays as it is; host.firewall: open opens it for the cluster';
}

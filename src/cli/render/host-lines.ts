import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';

/** What was decided about the machines without being asked for, and how to decide otherwise: for the report of a render. */
export function hostLines({ host, proxy, limit: { provider } }: ResolvedCluster): string[] {
  const { metadataBlock, firewall, closedBy, firewallSaid } = host;
  return [
    ...(metadataBlock?.byDefault
      ? [
          `pods cannot reach the metadata service of ${provider}, which hands out these documents; host.blockMetadata: false lets them, and hostNetwork: true lets one pod`,
        ]
      : []),
    // Source: kubernetes/kubernetes cmd/kube-proxy/app/server_linux.go, platformApplyDefaults, v1.31 and later.
    ...(proxy?.primaryPortsByDefault
      ? [
          "kube-proxy's mode is nftables, where NodePorts answer on the node's primary address only (with upstream's default, iptables, on all); change it with proxy.config.nodePortAddresses or proxy.mode",
        ]
      : []),
    ...(firewallSaid ? [] : [firewallLine(firewall !== null, closedBy, provider)]),
  ];
}

function firewallLine(opened: boolean, closedBy: string | null, provider: string): string {
  return opened
    ? `the firewall in images of ${provider} (${closedBy}) is opened for the cluster; host.firewall: leave leaves it closed`
    : 'if the image has a firewall, it stays as it is; host.firewall: open opens it for the cluster';
}

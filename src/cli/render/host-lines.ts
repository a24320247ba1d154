import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';

/** What was decided about the machines without being asked for, and how to decide otherwise: for the report of a render. */
export function hostLines({ host, proxy, limit: { provider } }: ResolvedCluster): string[] {
  const { metadataBlock, firewall, closedBy, firewallSaid } = host;
  return [
    ...(metadataBlock?.byDefault
      ? [
          `pods are kept from the metadata service of ${provider}, which hands out these documents; host.blockMetadata: false lets them in, and hostNetwork: true lets in one pod`,
        ]
      : []),
    // Source: kubernetes/kubernetes cmd/kube-proxy/app/server_linux.go, platformApplyDefaults, v1.31 and later.
    ...(proxy?.primaryPortsByDefault
      ? [
          "kube-proxy's mode is nftables, where NodePorts answer on the node's primary address only (upstream's default, iptables, answers on all); proxy.config.nodePortAddresses or proxy.mode says otherwise",
        ]
      : []),
    ...(firewallSaid ? [] : [firewallLine(firewall !== null, closedBy, provider)]),
  ];
}

function firewallLine(opened: boolean, closedBy: string | null, provider: string): string {
  return opened
    ? `the firewall in images of ${provider} (${closedBy}) is opened for the cluster; host.firewall: leave leaves it closed`
    : 'a firewall that is on in the image stays as it is; host.firewall: open opens it for the cluster';
}

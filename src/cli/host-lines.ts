import type { ResolvedCluster } from '../resolve/resolved.js';

/** What was decided about the machines without being asked for, and how to decide otherwise: for the report of a render. */
export function hostLines({ host, limit: { provider } }: ResolvedCluster): string[] {
  const { metadataBlock, firewall, closedBy, firewallSaid } = host;
  return [
    ...(metadataBlock?.byDefault
      ? [
          `pods are kept from the metadata service of ${provider}, which hands out these documents; host.blockMetadata: false lets them in, and hostNetwork: true lets in one pod`,
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

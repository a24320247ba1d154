import { templates } from '../generated/templates.js';
import type { ResolvedCluster, ResolvedHost } from '../resolve/resolved.js';
import { type Contribution, plainFile } from './node-plan.js';

type Block = NonNullable<ResolvedHost['metadataBlock']>;

/** The rules as each tool reads them, and the command that loads them. */
const forms: Readonly<Record<Block['tool'], (block: Block) => { path: string; text: string; command: string[] }>> = {
  nft: ({ ipv4, ipv6, ports }) => {
    const path = '/etc/bootwright/metadata.nft';
    const text = templates['metadata.nft']({
      ipv4: ipv4.join(', '),
      ipv6: ipv6.join(', '),
      ports: ports.join(', '),
    });
    return { path, text, command: ['/usr/sbin/nft', '-f', path] };
  },
  iptables: ({ ipv4, ipv6, ports }) => {
    const path = '/etc/bootwright/metadata-block.sh';
    const text = templates['metadata-block.sh']({ ipv4, ipv6, ports: ports.join(',') });
    return { path, text, command: ['/bin/bash', path] };
  },
};

/** What keeps pods from the metadata service: rules for what the node forwards, loaded at every boot before any pod runs. */
export function planMetadataBlock({ host, runtime }: ResolvedCluster): Contribution {
  if (!host.metadataBlock) return { files: [] };
  const origin = ['spec', 'host', 'blockMetadata'];
  const { path, text, command } = forms[host.metadataBlock.tool](host.metadataBlock);
  const unit = templates['metadata-block.service']({ command, runtime: runtime.name });
  return {
    files: [plainFile(path, text, origin), plainFile('/etc/systemd/system/metadata-block.service', unit, origin)],
    service: { unit: 'metadata-block', programs: [], reads: [] },
  };
}

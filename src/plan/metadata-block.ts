import { templates } from '../generated/templates.js';
import type { ResolvedCluster, ResolvedHost } from '../resolve/resolved/resolved.js';
import { type PlannedFile, plainFile } from './node-plan.js';

type Block = NonNullable<ResolvedHost['metadataBlock']>;

/** The files that hold rules, and the command that loads them. */
interface PlannedBlock {
  readonly files: readonly PlannedFile[];
  readonly command: readonly string[];
}

const forms: Readonly<Record<Block['tool'], (block: Block) => PlannedBlock>> = {
  // One transaction, so that there is no instant without the rules.
  nft: ({ ipv4, ipv6, ports }) => {
    const set = (items: readonly (string | number)[]): string => (items.length === 1 ? `${items}` : `{${items}}`);
    const rule = (family: string, addresses: readonly string[]): string =>
      addresses.length === 0 ? '' : ` ${family} daddr ${set(addresses)} tcp dport ${set(ports)} reject;`;
    const chain = `{type filter hook forward priority -10;${rule('ip', ipv4)}${rule('ip6', ipv6)}}`;
    const table = 'table inet bootwright';
    return {
      files: [],
      command: ['/usr/sbin/nft', `${table}; delete ${table}; ${table} {chain pods ${chain};}`],
    };
  },
  iptables: ({ ipv4, ipv6, ports }) => {
    const path = '/etc/bootwright/metadata-block.sh';
    const text = templates['metadata-block.sh']({ ipv4, ipv6, ports: ports.join(',') });
    return { files: [plainFile(path, text, ['spec', 'host', 'blockMetadata'])], command: ['/bin/bash', path] };
  },
};

/**
 * What keeps pods from the metadata service: rules for what the node forwards. The kubelet does not start without them,
 * and nothing else starts a pod. Null: pods may ask.
 */
export function planMetadataBlock({ host: { metadataBlock } }: ResolvedCluster): PlannedBlock | null {
  return metadataBlock && forms[metadataBlock.tool](metadataBlock);
}

import { templates } from '../generated/templates.js';
import type { ResolvedCluster } from '../resolve/resolved.js';
import { type Contribution, plainFile } from './node-plan.js';

const rules = '/etc/bootwright/metadata.nft';

/** What keeps pods from the metadata service: rules for what the node forwards, loaded at every boot before any pod runs. */
export function planMetadataBlock({ host }: ResolvedCluster): Contribution {
  if (!host.blockedMetadata) return { files: [] };
  const origin = ['spec', 'host', 'blockMetadata'];
  const { ipv4, ipv6 } = host.blockedMetadata;
  const text = templates['metadata.nft']({ ipv4: ipv4.join(', '), ipv6: ipv6.join(', ') });
  return {
    files: [
      plainFile(rules, text, origin),
      plainFile('/etc/systemd/system/metadata-block.service', templates['metadata-block.service']({ rules }), origin),
    ],
    service: { unit: 'metadata-block', programs: [], reads: [] },
  };
}

import type { MetadataAddresses } from '../../eras/metadata.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import { providers } from '../../eras/providers.js';
import type { NormalisedSpec } from '../full-spec.js';
import type { ResolvedHost } from '../resolved/resolved.js';

const allOf = <Key extends 'ipv4' | 'ipv6' | 'ports'>(key: Key): MetadataAddresses[Key][number][] =>
  [...new Set(Object.values(providers).flatMap(({ addresses }) => [...(addresses?.[key] ?? [])]))].sort();

/** What keeps pods from the metadata service; null: nothing does. Where none is known, it is all addresses that are known. */
export function resolveMetadataBlock(
  { spec: { host, target }, given }: NormalisedSpec,
  os: OperatingSystem,
): ResolvedHost['metadataBlock'] {
  if (!host.blockMetadata) return null;
  const known = providers[target.provider].addresses;
  const { ipv4, ipv6, ports } = known ?? { ipv4: allOf('ipv4'), ipv6: allOf('ipv6'), ports: allOf('ports') };
  return { tool: os.packetFilter, ipv4, ipv6, ports, byDefault: given.host?.blockMetadata === undefined };
}

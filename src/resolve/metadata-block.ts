import type { MetadataAddresses } from '../eras/metadata.js';
import { providers } from '../eras/providers.js';
import type { OperatingSystem } from '../eras/systems.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { ResolvedHost } from './resolved.js';

type Spec = ClusterSpec['spec'];

const allOf = <Key extends 'ipv4' | 'ipv6' | 'ports'>(key: Key): MetadataAddresses[Key][number][] =>
  [...new Set(Object.values(providers).flatMap(({ addresses }) => [...(addresses?.[key] ?? [])]))].sort();

/**
 * Whether pods are kept from the provider's metadata service: wherever it is known to have one, as each document holds a
 * key or a token. Who asks for it elsewhere gets it for all addresses that are known.
 */
export function blocksMetadata({ host = {}, target }: Spec): boolean {
  return host.blockMetadata ?? providers[target.provider ?? 'generic'].addresses !== null;
}

/** What keeps pods from it; null: nothing does. */
export function resolveMetadataBlock(spec: Spec, os: OperatingSystem): ResolvedHost['metadataBlock'] {
  if (!blocksMetadata(spec)) return null;
  const known = providers[spec.target.provider ?? 'generic'].addresses;
  const { ipv4, ipv6, ports } = known ?? { ipv4: allOf('ipv4'), ipv6: allOf('ipv6'), ports: allOf('ports') };
  return { tool: os.packetFilter, ipv4, ipv6, ports, byDefault: spec.host?.blockMetadata === undefined };
}

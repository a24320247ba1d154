import { cloudNodePairs } from '../../eras/families.js';
import { topologyNames } from '../../eras/kubernetes.js';
import { eraAt, holdsIn } from '../../eras/lookup.js';
import type { MetadataService } from '../../eras/metadata-service.js';
import type { NodeFacts } from '../../eras/node-facts.js';
import { providers } from '../../eras/providers.js';
import { type Family, rangeOf } from '../../spec/addresses.js';
import type { FullSpec } from '../full-spec.js';
import { reservedRanges } from '../network/reserved-ranges.js';
import type { FamilySource, IdentitySource, PodRangeSource, ResolvedIdentity } from '../resolved/resolved.js';

type Target = FullSpec['target'];
export type Fact = 'hostname' | 'privateAddress' | 'publicAddress' | 'ipv6Address' | 'podCIDR';

/** What messages call the facts that a machine can find out about itself. */
export const factNames: Readonly<Record<Fact, string>> = {
  hostname: 'host name',
  privateAddress: 'private address',
  publicAddress: 'public address',
  ipv6Address: 'IPv6 address',
  podCIDR: 'pod CIDR',
};

/** The metadata service of the machines' provider, where it has one. */
export function serviceOf({ provider }: Target): MetadataService | null {
  return providers[provider].service;
}

/** The ranges that the machines' addresses lie in, as the spec has them: one, a list or none. */
export function addressRanges({ identity: { addressIn } }: Target): readonly string[] {
  return addressIn === null ? [] : [addressIn].flat();
}

/** Those of them that are of one family. */
export function addressRangesOf(target: Target, family: Family): readonly string[] {
  return addressRanges(target).filter((range) => rangeOf(range).family === family);
}

/** Whether a cloud controller manager tells the nodes' addresses. */
export function asksCloud({ kubelet, target }: FullSpec): boolean {
  return target.cloudProvider === 'external' || Boolean(kubelet.flags['cloud-provider']);
}

/** The families that the kubelet takes an address of: the first one alone, where a cloud controller manager adds the other. */
export function nodeFamilies(spec: FullSpec): readonly Family[] {
  const families = spec.network.podCIDR.map((range) => rangeOf(range).family);
  return asksCloud(spec) && !holdsIn(cloudNodePairs, spec.kubernetes.version) ? families.slice(0, 1) : families;
}

/** The fact that an address of a family is. No provider translates IPv6, so a machine's is its private and its public one. */
export function addressFact(family: Family, fact: 'privateAddress' | 'publicAddress'): Fact {
  return family === 'IPv6' ? 'ipv6Address' : fact;
}

/** Labels that say where a node is, with their texts; an older release knows them by other names. */
function topologyLabels(version: string, facts: NodeFacts): string[] {
  const names = eraAt(topologyNames, version);
  const texts = { region: facts.region, zone: facts.zone, instanceType: facts.instanceType };
  return (['region', 'zone', 'instanceType'] as const).flatMap((each) =>
    texts[each] === null ? [] : [`${names[each]}=${texts[each]}`],
  );
}

/** The machine as its provider's cloud controller manager would see it. */
function nodeFactsOf({ kubernetes: { version }, target }: FullSpec) {
  const known = providers[target.provider].nodeFacts;
  if (known === null) return { facts: [], providerID: null, topology: null };
  const providerID = target.identity.providerID === 'metadata' ? known.providerID : null;
  const topology = target.identity.topology === 'metadata' ? topologyLabels(version, known) : null;
  const texts = [providerID ?? '', ...(topology ?? [])].join(' ');
  return { facts: known.facts.filter(({ key }) => texts.includes(`{${key}}`)), providerID, topology };
}

/** Where a fact is found; an address of a pair is named with its family, as messages of both stand beside each other. */
function sourceOf({ target }: FullSpec, fact: Fact, paired: boolean): IdentitySource {
  const service = serviceOf(target);
  const family = fact === 'ipv6Address' ? 'IPv6' : 'IPv4';
  const isAddress = fact !== 'hostname' && fact !== 'podCIDR';
  const ranges = isAddress ? addressRangesOf(target, family) : [];
  const name = factNames[fact];
  if (ranges.length > 0) {
    return { from: 'interfaces', what: paired ? `${family} address in ${ranges.join(' or ')}` : name };
  }
  const what = paired && family === 'IPv4' && isAddress ? name.replace('address', 'IPv4 address') : name;
  const places = service?.[fact] ?? [];
  return places.length > 0 ? { from: 'metadata', what, places } : { from: 'machine', what };
}

/** Where the ranges of pods come from: the provider's metadata, or the number of the node's address in its range. */
function podRangesOf(spec: FullSpec): PodRangeSource[] {
  const { network, target } = spec;
  const [own = ''] = addressRanges(target);
  return network.podCIDR.map((range) => {
    const { family } = rangeOf(range);
    if (target.identity.podCIDR === 'address') {
      return { family, range, from: 'address', own, mask: network.nodeMask[family] };
    }
    return { family, range, from: 'metadata', places: serviceOf(target)?.podCIDR ?? [] };
  });
}

/** What the machines find out about themselves at boot, and where; null where that is nothing. */
export function resolveIdentity(spec: FullSpec): ResolvedIdentity | null {
  const { network, target } = spec;
  const { name, address, podCIDR } = target.identity;
  const ofNode = nodeFactsOf(spec);
  if (name === 'spec' && address === 'spec' && podCIDR === 'spec' && ofNode.facts.length === 0) return null;
  const service = serviceOf(target);
  const { headers, session } = service ?? providers[target.provider].nodeFacts ?? { headers: [], session: null };
  const families = network.podCIDR.map((range) => rangeOf(range).family);
  const hasIpv6 = families.includes('IPv6');
  const addresses = (fact: 'privateAddress' | 'publicAddress'): FamilySource[] =>
    nodeFamilies(spec).map((family) => ({ family, ...sourceOf(spec, addressFact(family, fact), hasIpv6) }));
  return {
    service: {
      headers,
      session,
      privateNetworks: service?.privateNetworks ?? null,
      ipv6Hosts: hasIpv6 ? (service?.ipv6Hosts ?? []) : [],
    },
    ...ofNode,
    name: name === 'spec' ? null : sourceOf(spec, name, hasIpv6),
    addresses: address === 'spec' ? [] : addresses(address),
    podCIDRs: podCIDR === 'spec' ? [] : podRangesOf(spec),
    addressIn: addressRanges(target),
    addressNotIn: [...network.podCIDR, ...network.serviceCIDR],
    addressNever: reservedRanges.map(([range]) => range),
    podRangeAgent: podCIDR === 'metadata' ? (service?.podRangeAgent ?? null) : null,
  };
}

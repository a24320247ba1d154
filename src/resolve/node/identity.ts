import { topologyNames } from '../../eras/kubernetes.js';
import { eraAt } from '../../eras/lookup.js';
import type { MetadataService } from '../../eras/metadata-service.js';
import type { NodeFacts } from '../../eras/node-facts.js';
import { providers } from '../../eras/providers.js';
import type { FullSpec } from '../full-spec.js';
import type { IdentitySource, ResolvedIdentity } from '../resolved/resolved.js';

type Target = FullSpec['target'];
type Fact = 'hostname' | 'privateAddress' | 'publicAddress' | 'podCIDR';

/** What messages call the facts that a machine can find out about itself. */
export const factNames: Readonly<Record<Fact, string>> = {
  hostname: 'host name',
  privateAddress: 'private address',
  publicAddress: 'public address',
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

/** What the machines find out about themselves at boot, and where; null where that is nothing. */
export function resolveIdentity(spec: FullSpec): ResolvedIdentity | null {
  const { network, target } = spec;
  const { name, address, podCIDR } = target.identity;
  const ofNode = nodeFactsOf(spec);
  if (name === 'spec' && address === 'spec' && podCIDR === 'spec' && ofNode.facts.length === 0) return null;
  const service = serviceOf(target);
  const { headers, session } = service ?? providers[target.provider].nodeFacts ?? { headers: [], session: null };
  const addressIn = addressRanges(target);
  const source = (fact: Fact): IdentitySource => {
    const what = factNames[fact];
    if (addressIn.length > 0 && (fact === 'privateAddress' || fact === 'publicAddress')) {
      return { from: 'interfaces', what };
    }
    return service ? { from: 'metadata', what, places: service[fact] } : { from: 'machine', what };
  };
  return {
    service: {
      headers,
      session,
      privateNetworks: service?.privateNetworks ?? null,
    },
    ...ofNode,
    name: name === 'spec' ? null : source(name),
    address: address === 'spec' ? null : source(address),
    podCIDR:
      podCIDR === 'spec' ? null : { ...source('podCIDR'), what: `pod range inside ${network.podCIDR.join(' and ')}` },
    addressIn,
    addressNotIn: [...network.podCIDR, ...network.serviceCIDR],
    podRangeAgent: podCIDR === 'spec' ? null : (service?.podRangeAgent ?? null),
  };
}

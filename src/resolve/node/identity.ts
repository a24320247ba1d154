import type { MetadataService } from '../../eras/metadata-service.js';
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
  podCIDR: 'pod range',
};

/** The metadata service of the machines' provider, where it has one. */
export function serviceOf({ provider }: Target): MetadataService | null {
  return providers[provider].service;
}

/** The ranges that the machines' addresses lie in, as the spec has them: one, a list or none. */
export function addressRanges({ identity: { addressIn } }: Target): readonly string[] {
  return addressIn === null ? [] : [addressIn].flat();
}

/** What the machines find out about themselves at boot, and where; null where that is nothing. */
export function resolveIdentity({ network, target }: FullSpec): ResolvedIdentity | null {
  const { name, address, podCIDR } = target.identity;
  if (name === 'spec' && address === 'spec' && podCIDR === 'spec') return null;
  const service = serviceOf(target);
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
      headers: service?.headers ?? [],
      session: service?.session ?? null,
      privateNetworks: service?.privateNetworks ?? null,
    },
    name: name === 'spec' ? null : source(name),
    address: address === 'spec' ? null : source(address),
    podCIDR:
      podCIDR === 'spec' ? null : { ...source('podCIDR'), what: `pod range inside ${network.podCIDR.join(' and ')}` },
    addressIn,
    addressNotIn: [...network.podCIDR, ...network.serviceCIDR],
    podRangeAgent: podCIDR === 'spec' ? null : (service?.podRangeAgent ?? null),
  };
}

import {
  type AddressRange,
  addressOf,
  contains,
  formatAddress,
  formatRange,
  higher,
  overlaps,
  rangeAbove,
  rangeOf,
  sliceCount,
} from '../../spec/addresses.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { pathText } from '../../spec/path-text.js';
import type { GivenSpec, NormalisedSpec } from '../full-spec.js';
import { type Claimant, collisions } from './machines.js';

/** The cluster's two ranges, and the DNS address among them. */
export function networkRules({ given: { network } }: NormalisedSpec): Diagnostic[] {
  const pods = rangeOf(network.podCIDR);
  const services = rangeOf(network.serviceCIDR);
  const args = { pods: network.podCIDR, service: network.serviceCIDR };
  const clash = overlaps(pods, services) ? [diagnose('cidr-overlap', ['spec', 'network', 'serviceCIDR'], args)] : [];
  return [...clash, ...dnsProblems(network, services)];
}

function dnsProblems({ dnsAddress, serviceCIDR: range }: GivenSpec['network'], services: AddressRange): Diagnostic[] {
  const tenth = services.first + 10n;
  if (dnsAddress === undefined) {
    if (tenth < services.last) return [];
    return [diagnose('service-range-too-small', ['spec', 'network', 'serviceCIDR'], { range })];
  }
  const path = ['spec', 'network', 'dnsAddress'];
  const address = addressOf(dnsAddress);
  const suggestion = tenth < services.last ? formatAddress(services.family, tenth) : undefined;
  if (!contains(services, address)) {
    return [
      diagnose('dns-address-outside', path, { address: dnsAddress, range, suggestion, cache: cacheAt(dnsAddress) }),
    ];
  }
  const reserved = [
    [services.first, "the network's own address"],
    [services.first + 1n, "the API server's address"],
    [services.last, 'the last address, which is never given out,'],
  ] as const;
  const what = reserved.find(([taken]) => taken === address.first)?.[1];
  return what === undefined
    ? []
    : [diagnose('dns-address-reserved', path, { address: dnsAddress, what, range, suggestion })];
}

/** The address of a cache that each node has for itself: link-local, as that of no Service. */
function cacheAt(address: string): string | undefined {
  return address.startsWith('169.254.') ? address : undefined;
}

/** Hands out the ranges behind all that is claimed, as suggestions; each once. */
function freeRanges(pods: AddressRange, claims: readonly AddressRange[]): (prefix: number) => string | undefined {
  let next = claims.reduce((end, { last }) => higher(end, last + 1n), pods.first);
  return (prefix) => {
    const free = rangeAbove(pods.family, next, prefix);
    if (!contains(pods, free)) return undefined;
    next = free.last + 1n;
    return formatRange(free);
  };
}

type Slice = Claimant & { readonly slice: AddressRange };

const hasSlice = (claimant: Claimant): claimant is Slice => claimant.slice !== undefined;

function roomProblems({ path, slice, count }: Slice, mask: number): Diagnostic[] {
  if (count === undefined) return [];
  const room = sliceCount(slice, mask);
  if (room >= count) return [];
  const needed = mask - Math.ceil(Math.log2(count));
  const args = { range: formatRange(slice), room, mask, count, prefix: needed >= 0 ? needed : undefined };
  return [diagnose('pool-too-small', [...path, 'podCIDR'], args)];
}

/** The workers' and pools' slices: inside the pods' range, apart from each other, and large enough. */
export function sliceRules({ spec }: NormalisedSpec, machines: readonly Claimant[]): Diagnostic[] {
  const pods = rangeOf(spec.network.podCIDR);
  const all = machines.filter(hasSlice).map((claimant, order) => ({ ...claimant, ...claimant.slice, order }));
  const outside = all
    .filter(({ slice }) => !contains(pods, slice))
    .map(({ path, owner, slice }) => {
      const args = { range: formatRange(slice), owner, outer: spec.network.podCIDR };
      return diagnose('cidr-outside', [...path, 'podCIDR'], args);
    });
  const free = freeRanges(
    pods,
    all.map(({ slice }) => slice),
  );
  const shared = collisions(all).map(([later, earlier]) =>
    diagnose('slices-overlap', [...later.path, 'podCIDR'], {
      range: formatRange(later.slice),
      owner: later.owner,
      other: formatRange(earlier.slice),
      otherOwner: pathText(earlier.path),
      free: free(later.slice.prefix),
    }),
  );
  const { nodeMask: mask } = spec.network;
  return [...outside, ...shared, ...all.flatMap((claimant) => roomProblems(claimant, mask))];
}

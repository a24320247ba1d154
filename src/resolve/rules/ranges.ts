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
  width,
} from '../../spec/addresses.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import { pathText } from '../../spec/path-text.js';
import type { NormalisedSpec } from '../full-spec.js';
import { reservedRanges } from '../network/reserved-ranges.js';
import { type Claimant, collisions, type Placed, placeIn } from './machines.js';

/** The cluster's ranges of pods and Services, and the DNS addresses among the latter. */
export function networkRules(normal: NormalisedSpec): Diagnostic[] {
  const { spec, given } = normal;
  const { podCIDR, serviceCIDR } = spec.network;
  const clash = serviceCIDR.flatMap((service, index) =>
    podCIDR
      .filter((pods) => overlaps(rangeOf(pods), rangeOf(service)))
      .map((pods) => {
        const at = placeIn(given.network.serviceCIDR, ['spec', 'network', 'serviceCIDR'], index);
        return diagnose('cidr-overlap', at, { pods, service });
      }),
  );
  return [...clash, ...reservedProblems(normal), ...dnsProblems(normal)];
}

/** Ranges of pods and Services whose addresses mean something else on each machine. */
function reservedProblems({ spec, given }: NormalisedSpec): Diagnostic[] {
  return (['podCIDR', 'serviceCIDR'] as const).flatMap((key) =>
    spec.network[key].flatMap((range, index) =>
      reservedRanges
        .filter(([other]) => overlaps(rangeOf(range), rangeOf(other)))
        .map(([other, which]) => {
          const at = placeIn(given.network[key], ['spec', 'network', key], index);
          return diagnose('cidr-reserved', at, { range, other, which });
        }),
    ),
  );
}

const dnsPath = ['spec', 'network', 'dnsAddress'];

function dnsProblems({ spec: { network }, given }: NormalisedSpec): Diagnostic[] {
  const services = network.serviceCIDR.map(rangeOf);
  if (given.network.dnsAddress === undefined) {
    return services.flatMap((range, index) => {
      if (range.first + tenth < range.last) return [];
      const at = placeIn(given.network.serviceCIDR, ['spec', 'network', 'serviceCIDR'], index);
      const args = { range: formatRange(range), prefix: width[range.family] - 4 };
      return [diagnose('service-range-too-small', at, args)];
    });
  }
  return network.dnsAddress.flatMap((address, index) => {
    const { family } = addressOf(address);
    // Another family than the cluster's is told of as such.
    const range = services.find((each) => each.family === family);
    return range ? dnsProblem(address, range, placeIn(given.network.dnsAddress, dnsPath, index)) : [];
  });
}

const tenth = 10n;

function dnsProblem(text: string, services: AddressRange, path: SpecPath): Diagnostic[] {
  const address = addressOf(text);
  const range = formatRange(services);
  const usual = services.first + tenth;
  const suggestion = usual < services.last ? formatAddress(services.family, usual) : undefined;
  if (!contains(services, address)) {
    const args = { address: text, range, suggestion, cache: cacheAt(address, text) };
    return [diagnose('dns-address-outside', path, args)];
  }
  const reserved = [
    [services.first, "the network's own address"],
    [services.first + 1n, "the API server's address"],
    [services.last, 'the last address, which is never given out,'],
  ] as const;
  const what = reserved.find(([taken]) => taken === address.first)?.[1];
  return what === undefined ? [] : [diagnose('dns-address-reserved', path, { address: text, what, range, suggestion })];
}

const linkLocal = ['169.254.0.0/16', 'fe80::/10'].map(rangeOf);

/** The address of a cache that each node has for itself: link-local, as that of no Service. */
function cacheAt(address: AddressRange, text: string): string | undefined {
  return linkLocal.some((range) => contains(range, address)) ? text : undefined;
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

type Slice = Placed<AddressRange> & Pick<Claimant, 'path' | 'owner' | 'count'> & { readonly order: number };

function roomProblems(slice: Slice, mask: number): Diagnostic[] {
  const { count, at } = slice;
  if (count === undefined) return [];
  const room = sliceCount(slice, mask);
  if (room >= count) return [];
  const needed = mask - Math.ceil(Math.log2(count));
  const args = { range: formatRange(slice), room, mask, count, prefix: needed >= 0 ? needed : undefined };
  return [diagnose('pool-too-small', at, args)];
}

/** The workers' and pools' slices: inside the pods' ranges, apart from each other, and large enough. */
export function sliceRules({ spec }: NormalisedSpec, machines: readonly Claimant[]): Diagnostic[] {
  const { podCIDR, nodeMask } = spec.network;
  const slices = machines.flatMap(({ slices: own, path, owner, count }, order) =>
    own.map((slice): Slice => ({ ...slice, path, owner, count, order })),
  );
  // A family that the cluster does not have, or has twice, is told of as such.
  const ofFamily = new Map(podCIDR.map(rangeOf).map((pods) => [pods.family, pods]));
  return [...ofFamily.values()].flatMap((pods) => {
    const all = slices.filter(({ family }) => family === pods.family);
    const free = freeRanges(
      pods,
      all.filter((slice) => contains(pods, slice)),
    );
    const outside = all
      .filter((slice) => !contains(pods, slice))
      .map((slice) => {
        const outer = formatRange(pods);
        const args = { range: formatRange(slice), owner: slice.owner, outer, free: free(slice.prefix) };
        return diagnose('cidr-outside', slice.at, args);
      });
    const shared = collisions(all).map(([later, earlier]) =>
      diagnose('slices-overlap', later.at, {
        range: formatRange(later),
        owner: later.owner,
        other: formatRange(earlier),
        otherOwner: pathText(earlier.path),
        free: free(later.prefix),
      }),
    );
    return [...outside, ...shared, ...all.flatMap((slice) => roomProblems(slice, nodeMask[pods.family]))];
  });
}

import { formatAddress, higher, overlaps, rangeOf, type Span, width } from '../../spec/addresses.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import { pathText } from '../../spec/path-text.js';
import { hostAddress, parseWebAddress } from '../../spec/web-address.js';
import type { FullSpec, NormalisedSpec } from '../full-spec.js';
import { clusterRanges, reservedRanges } from '../network/reserved-ranges.js';
import { type Claimant, collisions } from './machines.js';

interface Claim extends Span {
  readonly path: SpecPath;
  readonly owner: string;
  readonly order: number;
}

/** The API server's address, where its endpoint names an address and not a name. */
function endpointClaim({ controlPlane: { endpoint } }: FullSpec): Claim | undefined {
  const address = hostAddress(parseWebAddress(endpoint)?.host ?? '');
  if (address === undefined) return undefined;
  return { ...address, path: ['spec', 'controlPlane', 'endpoint'], owner: 'the API server', order: -1 };
}

/** What of a claim lies inside the pods' or the Services' ranges. */
function insideRanges(claim: Claim, { podCIDR, serviceCIDR }: FullSpec['network']): Diagnostic[] {
  return clusterRanges(podCIDR, serviceCIDR).flatMap(([text, which]) => {
    const range = rangeOf(text);
    if (!overlaps(claim, range)) return [];
    const address = formatAddress(claim.family, higher(claim.first, range.first));
    return [diagnose('address-in-range', claim.path, { address, owner: claim.owner, range: text, which })];
  });
}

/** Addresses that a kubelet does not take for its node's. Source: kubernetes/kubernetes pkg/kubelet, validateNodeIP. */
function reservedAddress(claim: Claim): Diagnostic[] {
  return reservedRanges.flatMap(([range, which]) => {
    const reserved = rangeOf(range);
    if (!overlaps(claim, reserved)) return [];
    const address = formatAddress(claim.family, higher(claim.first, reserved.first));
    return [diagnose('address-reserved', claim.path, { address, owner: claim.owner, range, which })];
  });
}

/** Machines and the API server have addresses of their own, outside of what pods and Services use. */
export function addressRules({ spec }: NormalisedSpec, all: readonly Claimant[]): Diagnostic[] {
  const claims = all.flatMap(
    ({ addresses, owner, count, endpoint }, order): (Claim & { count: number; endpoint: boolean })[] =>
      addresses.map(({ at, ...span }) => ({ ...span, path: at, owner, order, endpoint, count: count ?? 1 })),
  );
  const isOver = ({ family, last }: Span): boolean => last >> BigInt(width[family]) > 0n;
  const overflowing = claims.filter(isOver).map(({ path, family, first, count }) => {
    const args = { first: formatAddress(family, first), count, end: formatAddress(family, -1n) };
    return diagnose('pool-address-overflow', path, args);
  });
  const shared = collisions(claims).map(([later, earlier]) => {
    const address = formatAddress(later.family, higher(later.first, earlier.first));
    return diagnose('address-taken', later.path, { address, other: pathText(earlier.path.slice(0, 3)) });
  });
  const server = endpointClaim(spec);
  const onServer = claims.flatMap((claim) => {
    if (server === undefined || claim.endpoint || !overlaps(claim, server)) return [];
    const args = {
      address: formatAddress(server.family, server.first),
      owner: claim.owner,
      endpoint: spec.controlPlane.endpoint,
    };
    return [diagnose('address-is-endpoint', claim.path, args)];
  });
  const inside = [...claims, ...(server ? [server] : [])].flatMap((claim) => insideRanges(claim, spec.network));
  const reserved = claims.filter((claim) => !isOver(claim)).flatMap(reservedAddress);
  return [...overflowing, ...reserved, ...shared, ...onServer, ...inside];
}

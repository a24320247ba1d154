import { type AddressRange, addressOf, overlaps, rangeOf, type Span } from '../../spec/addresses.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';

/** A worker, or a pool of `count` machines, with what it lays claim to. Pools are never expanded: a rule costs the same for any count. */
export interface Claimant {
  readonly path: SpecPath;
  readonly name: string;
  /** How messages call it. */
  readonly owner: string;
  /** Machines of a pool; undefined for a worker. */
  readonly count: number | undefined;
  /** A pool whose machines share a document: they claim nothing but its name. */
  readonly shared: boolean;
  /** Undefined where the cluster gives the range. */
  readonly slice: AddressRange | undefined;
  /** Whether it names an endpoint of its own: then the API server may well be on it. */
  readonly endpoint: boolean;
  /** Where the address stands, and the first and last one that is claimed. */
  readonly addresses: ({ readonly key: string } & Span) | undefined;
}

/** All workers, then all pools, in the spec's order. */
export function claimants({ spec: { workers, pools }, given }: NormalisedSpec): Claimant[] {
  const single = workers.map(({ name, podCIDR, address }, index): Claimant => {
    const own = address === null ? undefined : addressOf(address);
    return {
      path: ['spec', 'workers', index],
      name,
      owner: `worker ${name}`,
      endpoint: given.workers?.[index]?.endpoint !== undefined,
      count: undefined,
      shared: false,
      slice: podCIDR === null ? undefined : rangeOf(podCIDR),
      addresses: own === undefined ? undefined : { key: 'address', ...own },
    };
  });
  const pooled = pools.map(({ name, count, document, podCIDR, firstAddress }, index): Claimant => {
    const endpoint = given.pools?.[index]?.endpoint !== undefined;
    const about = { path: ['spec', 'pools', index], name, owner: `pool ${name}`, endpoint };
    if (document === 'shared') {
      return { ...about, count: undefined, shared: true, slice: undefined, addresses: undefined };
    }
    const start = firstAddress === null ? undefined : addressOf(firstAddress);
    return {
      ...about,
      count,
      shared: false,
      slice: podCIDR === null ? undefined : rangeOf(podCIDR),
      addresses: start && { key: 'firstAddress', ...start, last: start.first + BigInt(count - 1) },
    };
  });
  return [...single, ...pooled];
}

interface Claim extends Span {
  /** Place in the spec: of two claims the later one is the mistake. */
  readonly order: number;
}

const compare = <T extends string | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Pairs of claims with a common address, the later of the spec first; each claim is at most once the later one. A claim
 * is held against the one before it and the farthest-reaching one: enough to find all that must change, in O(n log n).
 */
export function collisions<T extends Claim>(claims: readonly T[]): [later: T, earlier: T][] {
  const sorted = [...claims].sort(
    (a, b) => compare(a.family, b.family) || compare(a.first, b.first) || a.order - b.order,
  );
  const found = new Map<T, T>();
  let [farthest, previous] = [sorted[0], sorted[0]];
  for (const claim of sorted.slice(1)) {
    for (const other of [farthest, previous]) {
      if (other === undefined || !overlaps(claim, other)) continue;
      const [later, earlier] = claim.order > other.order ? [claim, other] : [other, claim];
      if (!found.has(later)) found.set(later, earlier);
    }
    if (farthest?.family !== claim.family || claim.last > farthest.last) farthest = claim;
    previous = claim;
  }
  return [...found];
}

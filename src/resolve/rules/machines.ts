import { type AddressRange, addressOf, overlaps, rangeOf, type Span } from '../../spec/addresses.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';

/** With its place in the spec. */
export type Placed<T> = T & { readonly at: SpecPath };

/** The place of each of `listed`'s texts: a list's items have their own. */
export const placeIn = (given: unknown, path: SpecPath, index: number): SpecPath =>
  Array.isArray(given) ? [...path, index] : path;

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
  /** One of each address family, or none where the cluster gives the ranges. */
  readonly slices: readonly Placed<AddressRange>[];
  /** Whether it names an endpoint of its own: then the API server may well be on it. */
  readonly endpoint: boolean;
  /** What is claimed, from the first address to the last: one span of each family that the spec gives. */
  readonly addresses: readonly Placed<Span>[];
}

/** All workers, then all pools, in the spec's order. */
export function claimants({ spec: { workers, pools }, given }: NormalisedSpec): Claimant[] {
  const slicesOf = (texts: readonly string[], said: unknown, path: SpecPath): Claimant['slices'] =>
    texts.map((text, index) => ({ ...rangeOf(text), at: placeIn(said, [...path, 'podCIDR'], index) }));
  const single = workers.map(({ name, podCIDR, address }, index): Claimant => {
    const path = ['spec', 'workers', index];
    const said = given.workers?.[index];
    return {
      path,
      name,
      owner: `worker ${name}`,
      endpoint: said?.endpoint !== undefined,
      count: undefined,
      shared: false,
      slices: slicesOf(podCIDR, said?.podCIDR, path),
      addresses: address.map((text, each) => ({
        ...addressOf(text),
        at: placeIn(said?.address, [...path, 'address'], each),
      })),
    };
  });
  const pooled = pools.map(({ name, count, document, podCIDR, firstAddress }, index): Claimant => {
    const path = ['spec', 'pools', index];
    const said = given.pools?.[index];
    const about = { path, name, owner: `pool ${name}`, endpoint: said?.endpoint !== undefined };
    if (document === 'shared') return { ...about, count: undefined, shared: true, slices: [], addresses: [] };
    return {
      ...about,
      count,
      shared: false,
      slices: slicesOf(podCIDR, said?.podCIDR, path),
      addresses: firstAddress.map((text, each) => {
        const start = addressOf(text);
        const at = placeIn(said?.firstAddress, [...path, 'firstAddress'], each);
        return { ...start, last: start.first + BigInt(count - 1), at };
      }),
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

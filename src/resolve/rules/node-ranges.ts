import { type AddressRange, contains, formatAddress, overlaps, rangeOf, type Span } from '../../spec/addresses.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';
import { clusterRanges, type NamedRange, reservedRanges } from '../network/reserved-ranges.js';
import type { Claimant } from './machines.js';

/** The machines' own ranges: apart from every other kind of address, and around each address that the spec gives. */
export function nodeRangeRules({ spec: { network } }: NormalisedSpec, all: readonly Claimant[]): Diagnostic[] {
  const texts = network.nodeCIDRs;
  const ranges = texts.map(rangeOf);
  const taken = clusterRanges(network.podCIDR, network.serviceCIDR);
  const clashes = (code: 'node-range-overlap' | 'node-range-reserved', others: readonly NamedRange[]) =>
    texts.flatMap((range, index) =>
      others
        .filter(([other]) => overlaps(rangeOf(range), rangeOf(other)))
        .map(([other, which]) => diagnose(code, ['spec', 'network', 'nodeCIDRs', index], { range, other, which })),
    );
  const outside = all.flatMap(({ addresses, owner }) =>
    addresses.flatMap(({ at, ...span }) => {
      if (texts.length === 0) return [];
      // A pool's addresses follow each other, and may run through ranges that do.
      const stray = firstOutside(span, ranges);
      if (stray === undefined) return [];
      const args = { address: formatAddress(span.family, stray), owner, ranges: texts.join(', ') };
      return [diagnose('address-outside-node-ranges', at, args)];
    }),
  );
  return [...clashes('node-range-overlap', taken), ...clashes('node-range-reserved', reservedRanges), ...outside];
}

/** The first address of a span that none of the ranges has; undefined where they have all of it. */
function firstOutside({ family, first, last }: Span, ranges: readonly AddressRange[]): bigint | undefined {
  let next = first;
  for (const range of [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1)))
    if (contains(range, { family, first: next, last: next })) next = range.last + 1n;
  return next > last ? undefined : next;
}

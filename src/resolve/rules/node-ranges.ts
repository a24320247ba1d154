import { type AddressRange, contains, formatAddress, overlaps, rangeOf, type Span } from '../../spec/addresses.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';
import { reservedRanges } from '../network/reserved-ranges.js';
import type { Claimant } from './machines.js';

/** The machines' own ranges: apart from every other kind of address, and around each address that the spec gives. */
export function nodeRangeRules({ spec: { network } }: NormalisedSpec, all: readonly Claimant[]): Diagnostic[] {
  const texts = network.nodeCIDRs;
  const ranges = texts.map(rangeOf);
  const taken = [
    [network.podCIDR, 'the range of the pods'],
    [network.serviceCIDR, 'the range of the Services'],
  ] as const;
  const clashes = (
    code: 'node-range-overlap' | 'node-range-reserved',
    others: readonly (readonly [range: string, which: string])[],
  ) =>
    texts.flatMap((range, index) =>
      others
        .filter(([other]) => overlaps(rangeOf(range), rangeOf(other)))
        .map(([other, which]) => diagnose(code, ['spec', 'network', 'nodeCIDRs', index], { range, other, which })),
    );
  const outside = all.flatMap(({ addresses, path, owner }) => {
    if (texts.length === 0 || addresses === undefined) return [];
    // A pool's addresses follow each other, and may run through ranges that do.
    const stray = firstOutside(addresses, ranges);
    if (stray === undefined) return [];
    const args = { address: formatAddress(addresses.family, stray), owner, ranges: texts.join(', ') };
    return [diagnose('address-outside-node-ranges', [...path, addresses.key], args)];
  });
  return [...clashes('node-range-overlap', taken), ...clashes('node-range-reserved', reservedRanges), ...outside];
}

/** The first address of a span that none of the ranges has; undefined where they have all of it. */
function firstOutside({ family, first, last }: Span, ranges: readonly AddressRange[]): bigint | undefined {
  let next = first;
  for (const range of [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1)))
    if (contains(range, { family, first: next, last: next })) next = range.last + 1n;
  return next > last ? undefined : next;
}

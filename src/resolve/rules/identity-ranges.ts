import { contains, type Family, rangeOf, sliceCount, width } from '../../spec/addresses.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { FullSpec, NormalisedSpec } from '../full-spec.js';
import { clusterRanges } from '../network/reserved-ranges.js';
import { addressRanges, addressRangesOf, nodeFamilies } from '../node/identity.js';

const path = (key: string) => ['spec', 'target', 'identity', key];

/** Where a range of the spec stands. */
const placeOf = ({ target }: FullSpec, index: number) => [
  ...path('addressIn'),
  ...(Array.isArray(target.identity.addressIn) ? [index] : []),
];

/** Ranges to choose an address by: whether one is chosen, and can lie there. */
function rangeProblems(spec: FullSpec): Diagnostic[] {
  const { target, network } = spec;
  const { name, address, addressIn } = target.identity;
  if (addressIn === null) return [];
  const isNamed = name === 'privateAddress' || name === 'publicAddress';
  const reason = "neither the node's name nor its address is found among its machine's addresses";
  const setting = 'spec.target.identity.addressIn';
  const isChosen = address !== 'spec' || isNamed;
  const unread = isChosen ? [] : [diagnose('setting-unread', path('addressIn'), { setting, reason }, 'key')];
  const families = address === 'spec' ? [] : nodeFamilies(spec);
  // A name has no colons, so an address that is one is of IPv4.
  const isRead = (family: Family) => families.includes(family) || (isNamed && family === 'IPv4');
  const taken = clusterRanges(network.podCIDR, network.serviceCIDR);
  const ofRanges = addressRanges(target).flatMap((range, index) => {
    const { family } = rangeOf(range);
    if (isChosen && !isRead(family)) {
      const untold = `the kubelet is told no ${family} address`;
      return [diagnose('setting-unread', placeOf(spec, index), { setting: range, reason: untold })];
    }
    return taken
      .filter(([outer]) => contains(rangeOf(outer), rangeOf(range)))
      .map(([outer, which]) => diagnose('identity-range-taken', placeOf(spec, index), { range, which, outer }));
  });
  return [...unread, ...ofRanges];
}

/** How many addresses these bits are, as people write it. */
const power = (bits: number): string => (bits > 16 ? `2^${bits}` : String(2 ** bits));

/** Slices by the number of the node's address: whether each number has one slice, and each slice one number. */
function sliceProblems(spec: FullSpec): Diagnostic[] {
  const { target, network } = spec;
  const { address, podCIDR } = target.identity;
  if (podCIDR !== 'address') return [];
  const [own] = addressRanges(target);
  if (address === 'spec' || own === undefined) return [diagnose('identity-slices-unnumbered', path('podCIDR'), {})];
  const range = rangeOf(own);
  if (addressRangesOf(target, range.family).length > 1)
    return [diagnose('identity-slices-twice', path('addressIn'), { family: range.family })];
  const bits = width[range.family] - range.prefix;
  return network.podCIDR.flatMap((pods) => {
    const { family, prefix } = rangeOf(pods);
    const { [family]: mask } = network.nodeMask;
    if (mask - prefix >= bits) return [];
    const needed = mask - bits;
    const args = { own, addresses: power(bits), pods, slices: sliceCount(rangeOf(pods), mask), mask };
    return [diagnose('identity-slices-few', placeOf(spec, 0), { ...args, prefix: needed > 0 ? needed : undefined })];
  });
}

/** The ranges by which machines find their addresses, and with them their pods' ranges. */
export function identityRangeRules({ spec }: NormalisedSpec): Diagnostic[] {
  return [...rangeProblems(spec), ...sliceProblems(spec)];
}

import { cloudNodePairs, dualStack, ipv6Alone, ipv6SliceBits, serviceRangeBits } from '../../eras/families.js';
import { eraAt, holdsIn } from '../../eras/lookup.js';
import { addressOf, type Family, rangeOf, width } from '../../spec/addresses.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import { pathText } from '../../spec/path-text.js';
import type { FullSpec, NormalisedSpec } from '../full-spec.js';
import { asksCloud } from '../node/identity.js';
import { placeIn } from './machines.js';

const network = ['spec', 'network'];

/** Texts of the spec, one or a pair, and whether each family of the cluster needs one. */
interface Place {
  readonly path: SpecPath;
  readonly texts: readonly string[];
  readonly ofEach: boolean;
}

const familyOf = (text: string): Family => (text.includes('/') ? rangeOf(text) : addressOf(text)).family;
const inWords = (families: readonly Family[]): string => families.join(', then ');

/** All that follows the order of the pods' ranges. */
function places({ network: { serviceCIDR, dnsAddress }, workers, pools }: FullSpec): Place[] {
  const ofMachines = (kind: 'workers' | 'pools', key: 'address' | 'firstAddress', all: FullMachine[]): Place[] =>
    all.flatMap(({ addresses, podCIDR }, index) => [
      { path: ['spec', kind, index, key], texts: addresses, ofEach: false },
      { path: ['spec', kind, index, 'podCIDR'], texts: podCIDR, ofEach: true },
    ]);
  return [
    { path: [...network, 'serviceCIDR'], texts: serviceCIDR, ofEach: true },
    { path: [...network, 'dnsAddress'], texts: dnsAddress, ofEach: false },
    ...ofMachines(
      'workers',
      'address',
      workers.map(({ address, podCIDR }) => ({ addresses: address, podCIDR })),
    ),
    ...ofMachines(
      'pools',
      'firstAddress',
      pools.map(({ firstAddress, podCIDR }) => ({ addresses: firstAddress, podCIDR })),
    ),
  ];
}

interface FullMachine {
  readonly addresses: readonly string[];
  readonly podCIDR: readonly string[];
}

/** The order that the kubelet, kube-proxy and the API server share decides which family a pod's first address is of. */
function strangers({ path, texts, ofEach }: Place, families: readonly Family[]): Diagnostic[] {
  const own = texts.map(familyOf);
  const wanted = ofEach ? families : families.slice(0, own.length);
  if (own.length === 0 || inWords(own) === inWords(wanted)) return [];
  const turned = [...texts].sort((a, b) => families.indexOf(familyOf(a)) - families.indexOf(familyOf(b)));
  const inOrder = inWords(turned.map(familyOf)) === inWords(wanted) ? turned.join(',') : undefined;
  const missing = wanted.find((family) => !own.includes(family));
  const args = {
    place: pathText(path),
    own: inWords(own),
    families: inWords(families),
    inOrder,
    missing: own.length < wanted.length ? missing : undefined,
    stranger: own.find((family) => !families.includes(family)),
    twice: own.find((family, index) => own.indexOf(family) !== index),
  };
  return [diagnose('families-differ', path, args)];
}

/** Ranges of one family where a pair has one of each, or more than two. */
function noPair(texts: readonly string[], path: SpecPath): Diagnostic[] {
  const own = texts.map(familyOf);
  if (new Set(own).size === own.length) return [];
  return [diagnose('families-alike', path, { own: inWords(own) })];
}

/** Whether these releases have the families at all. */
function tooOld(spec: FullSpec, families: readonly Family[]): Diagnostic[] {
  const { version } = spec.kubernetes;
  const path = [...network, 'podCIDR'];
  if (families.length > 1 && !holdsIn(dualStack, version))
    return [diagnose('families-too-new', path, { version, what: 'two address families', since: dualStack.since })];
  if (families[0] === 'IPv6' && !holdsIn(ipv6Alone, version))
    return [diagnose('families-too-new', path, { version, what: 'IPv6', since: ipv6Alone.since })];
  if (!asksCloud(spec) || holdsIn(cloudNodePairs, version)) return [];
  return places(spec)
    .filter(({ path: at, texts, ofEach }) => !ofEach && texts.length > 1 && at[1] !== 'network')
    .map(({ path: at }) => diagnose('node-addresses-too-new', at, { version, since: cloudNodePairs.since }));
}

/** Prefix lengths of slices: one for each family at most, each shorter than an address. */
function maskProblems({ given }: NormalisedSpec, families: readonly Family[]): Diagnostic[] {
  const path = [...network, 'nodeMask'];
  const masks = [given.network.nodeMask ?? []].flat();
  return masks.flatMap((mask, index) => {
    const family = families[index];
    const at = placeIn(given.network.nodeMask, path, index);
    if (family === undefined) return [diagnose('mask-without-family', at, { mask, families: inWords(families) })];
    const { [family]: bits } = width;
    return mask <= bits - 2 ? [] : [diagnose('mask-too-long', at, { mask, family, most: bits - 2 })];
  });
}

/** Service ranges that the API server does not take. */
function wideServices({ spec, given }: NormalisedSpec): Diagnostic[] {
  const { version } = spec.controlPlane;
  return spec.network.serviceCIDR.flatMap((range, index) => {
    const { family, prefix } = rangeOf(range);
    const least = width[family] - eraAt(serviceRangeBits, version);
    if (prefix >= least) return [];
    const at = placeIn(given.network.serviceCIDR, [...network, 'serviceCIDR'], index);
    return [
      diagnose('service-range-too-wide', at, { range, version, least, narrow: range.replace(/\d+$/, String(least)) }),
    ];
  });
}

/** IPv6 ranges that the controller manager does not cut: with flannel on Kubernetes it gives each node its slice. */
function widePods({
  spec: {
    cni,
    network: { podCIDR, nodeMask },
  },
  given,
}: NormalisedSpec): Diagnostic[] {
  if (cni.flannel?.store !== 'kubernetes') return [];
  return podCIDR.flatMap((range, index) => {
    const { family, prefix } = rangeOf(range);
    const least = nodeMask.IPv6 - ipv6SliceBits;
    if (family !== 'IPv6' || prefix >= least) return [];
    const at = placeIn(given.network.podCIDR, [...network, 'podCIDR'], index);
    return [diagnose('pod-range-too-wide', at, { mask: nodeMask.IPv6, range, least })];
  });
}

/** The cluster's address families are those of its pods' ranges, in their order; everything else follows them. */
export function familyRules(normal: NormalisedSpec): Diagnostic[] {
  const { spec, given } = normal;
  const { podCIDR } = spec.network;
  const wrong = noPair(podCIDR, [...network, 'podCIDR']);
  if (wrong.length > 0) return wrong;
  const families = podCIDR.map(familyOf);
  // The DNS Service's usual addresses follow the ranges of Services, which are told of.
  const said = places(spec).filter(({ path }) => path[2] !== 'dnsAddress' || given.network.dnsAddress !== undefined);
  return [
    ...said.flatMap((place) => strangers(place, families)),
    ...tooOld(spec, families),
    ...maskProblems(normal, families),
    ...wideServices(normal),
    ...widePods(normal),
  ];
}

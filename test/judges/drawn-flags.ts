import fc from 'fast-check';
import { cipherSuites, evictionSignals, kubeletWords } from '../../src/eras/config-words.js';
import { gates } from '../../src/eras/feature-gates.js';
import type { FlagValues } from '../../src/eras/flag-values.js';
import { holdsIn } from '../../src/eras/lookup.js';

/** Flags as a spec lays them over ours. */
export type DrawnFlags = Readonly<Record<string, string>>;

const durations = ['10s', '1m30s', '5m', '0', '-1s', '500ms', '2m', '100ms', '30', '1d', '1 s', '', '.5h'];
const whole = [
  '1',
  '60',
  '0',
  '-1',
  '100',
  '0x10',
  '010',
  '08',
  '1_000',
  '2147483648',
  '1e3',
  '1.5',
  '',
  'sixty',
  '+5',
];

/** Texts that a flag takes, and texts near them that it may not. */
const ofHolds: Readonly<Record<string, fc.Arbitrary<string>>> = {
  boolean: fc.constantFrom('true', 'false', 'True', 'T', '1', '0', 'yes', '', 'tRUE', 'on'),
  string: fc.constantFrom('', 'none', 'static', 'a', '/var/log', '10Mi', '0-3'),
  number: fc.constantFrom('1', '1.5', '-1', '1e3', 'x', ''),
  'integer int32': fc.constantFrom(...whole),
  'integer int64': fc.constantFrom(...whole),
  'integer uint32': fc.constantFrom(...whole),
  duration: fc.constantFrom(...durations),
  'list of string': fc.constantFrom('', 'a', 'a,b', '"a,b",c', 'a"b', 'a,', 'pods', 'none'),
  'map of string': fc.constantFrom('', 'cpu=100m', 'cpu=100m,memory=1Gi', 'cpu:100m', 'cpu', 'a=b=c', 'a=b,,c=d'),
  'map of boolean': fc
    .tuple(fc.constantFrom(...gates().keys(), 'Nope'), fc.constantFrom('true', 'false', 'T', 'yes', ''))
    .map(([gate, value]) => `${gate}=${value}`),
  'map by < of string': fc
    .array(
      fc.tuple(
        fc.constantFrom(...(evictionSignals.at(-1)?.words ?? []), 'memory.availabel'),
        fc.constantFrom('<', '<', '<', '<', '='),
        fc.constantFrom('100Mi', '5%', '0%', '101%', '', 'x'),
      ),
      { maxLength: 2 },
    )
    .map((pairs) => pairs.map((pair) => pair.join('')).join(',')),
  address: fc.constantFrom('0.0.0.0', '::', '127.0.0.1', 'localhost', '', '1.2.3', '01.2.3.4'),
  'reserved memory': fc.constantFrom(
    '0:memory=1Gi',
    '0:memory=1Gi,hugepages-2Mi=1Gi;1:memory=2Gi',
    'memory=1Gi',
    '0:x=1',
    '',
  ),
  headers: fc.constantFrom('a:b', 'a:b,c:d', 'a', ''),
};

/** Flags whose values have a form of their own: mostly good ones. */
const ofFlag: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'eviction-minimum-reclaim': fc.constantFrom(
    'memory.available=500Mi',
    'nodefs.available=5%',
    'memory.availabel=1Mi',
    'a',
  ),
  'eviction-soft-grace-period': fc.constantFrom('memory.available=1m', 'memory.available=5', 'nodefs.available=-1s'),
  'enforce-node-allocatable': fc.constantFrom('pods', 'none', '', 'pods,kube-reserved', 'pod', 'none,pods'),
  'tls-cipher-suites': fc.constantFrom(cipherSuites.slice(0, 2).join(','), 'TLS_NOPE', ''),
  'reserved-cpus': fc.constantFrom('', '0-3', '0,2', '3-1', 'a'),
};

const ofField: Readonly<Record<string, fc.Arbitrary<string>>> = Object.fromEntries(
  Object.entries(kubeletWords).map(([field, eras]) => [
    field,
    fc.constantFrom('', 'nope', ...eras.flatMap((era) => era.words)),
  ]),
);

/** A few flags of a release, their texts good or nearly so, without those in `left`. */
export function drawnFlags(types: FlagValues, minor: number, left: readonly string[]): fc.Arbitrary<DrawnFlags> {
  const known = [...types].flatMap(([flag, eras]) => {
    const era = eras.find((each) => holdsIn(each, `1.${minor}.0`));
    const text = era && (ofFlag[flag] ?? ofField[era.field ?? ''] ?? ofHolds[era.holds]);
    return text === undefined || left.includes(flag) ? [] : [text.map((value) => [flag, value] as const)];
  });
  return fc
    .array(fc.oneof(...known), { minLength: 1, maxLength: 3 })
    .map((pairs): DrawnFlags => Object.fromEntries(pairs));
}

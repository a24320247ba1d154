import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressesFrom,
  addressOf,
  contains,
  enclosingRange,
  type Family,
  formatAddress,
  formatRange,
  overlaps,
  parseAddress,
  parseRange,
  rangeAbove,
  rangeOf,
  sliceCount,
  slicesOf,
  width,
} from './addresses.js';

const family = fc.constantFrom<Family>('IPv4', 'IPv6');
const address = family.chain((of) =>
  fc.bigInt({ min: 0n, max: (1n << BigInt(width[of])) - 1n }).map((first) => ({ family: of, first })),
);
const range = address.chain((of) => fc.integer({ min: 0, max: width[of.family] }).map((prefix) => ({ ...of, prefix })));

describe('addresses', () => {
  it('come back unchanged', () => {
    fc.assert(
      fc.property(address, ({ family, first }) => {
        const text = formatAddress(family, first);
        expect(parseAddress(text)).toEqual({ family, first, last: first, prefix: width[family] });
        // The URL standard has RFC 5952's text, too, but for an IPv4 address within.
        const host = family === 'IPv4' ? text : `[${text}]`;
        expect(new URL(`http://${host}`).hostname).toBe(host);
      }),
    );
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.0.0.1',
    '01.2.3.4',
    '1.2.3.4 ',
    ' 1.2.3.4',
    '1.2.3.-4',
    '1e1.2.3.4',
    '٣.2.3.4',
    '1.2.3.4\n',
    '1.2.3.4/32',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    '::g',
    '::1%eth0',
    '::1%',
    '[::1]',
    '::1/128',
    '::01.2.3.4',
    '::1\n',
    `::${'0'.repeat(60)}1`,
  ])('refuses %j', (text) => expect(parseAddress(text)).toBeUndefined());

  it.each([
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::1.2.3.4', '::102:304'],
    ['::ffff:10.0.0.1', '::ffff:a00:1'],
    ['0:0:0:0:0:0:0:0', '::'],
  ])('writes %s as %s', (text, canonical) => {
    const { family, first } = addressOf(text);
    expect(formatAddress(family, first)).toBe(canonical);
  });
});

describe('ranges', () => {
  it('hold their first and last address, and no more', () => {
    fc.assert(
      fc.property(range, ({ family, first, prefix }) => {
        const around = enclosingRange(`${formatAddress(family, first)}/${prefix}`);
        if (around === undefined) throw new Error('unread');
        const size = 1n << BigInt(width[family] - prefix);
        expect(around.last - around.first + 1n).toBe(size);
        expect(around.first % size).toBe(0n);
        expect(around.first <= first && first <= around.last).toBe(true);
        expect(parseRange(formatRange(around))).toEqual(around);
      }),
    );
  });

  it.each(['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/-1', '10.0.0.1/24', '/24'])(
    'refuses %j',
    (text) => expect(parseRange(text)).toBeUndefined(),
  );

  it.each(['::', '::/', '::/129', '::/064', '2001:db8::1/64', '::1%eth0/128', '::/1/2'])('refuses %j', (text) =>
    expect(parseRange(text)).toBeUndefined(),
  );

  it.each([
    ['10.200.0.77/24', '10.200.0.0/24'],
    ['2001:db8::77/48', '2001:db8::/48'],
    ['ffff:ffff::1/1', '8000::/1'],
  ])('tells the range around %s', (text, around) => {
    const found = enclosingRange(text);
    expect(found && formatRange(found)).toBe(around);
  });
});

it('counts up from a range or an address', () => {
  expect(addressesFrom('10.32.0.0/24')(10)).toBe('10.32.0.10');
  expect(addressesFrom('10.240.0.255')(1)).toBe('10.240.1.0');
  expect(addressesFrom('192.168.255.255')(1)).toBe('192.169.0.0');
  expect(addressesFrom('255.255.255.252/30')(10)).toBe('0.0.0.6');
  expect(addressesFrom('fd00:32::/112')(10)).toBe('fd00:32::a');
  expect(addressesFrom('2001:db8::ffff:ffff')(1)).toBe('2001:db8::1:0:0');
});

it('cuts slices in order', () => {
  expect([0, 1, 63].map(slicesOf('10.200.64.0/18', 24))).toEqual([
    '10.200.64.0/24',
    '10.200.65.0/24',
    '10.200.127.0/24',
  ]);
  expect([0, 1, 255].map(slicesOf('fd00:200::/56', 64))).toEqual([
    'fd00:200::/64',
    'fd00:200:0:1::/64',
    'fd00:200:0:ff::/64',
  ]);
  expect(sliceCount(rangeOf('10.200.64.0/18'), 24)).toBe(64);
  expect(sliceCount(rangeOf('10.200.64.0/24'), 24)).toBe(1);
  expect(sliceCount(rangeOf('10.200.64.0/25'), 24)).toBe(0);
  expect(sliceCount(rangeOf('fd00:200::/56'), 64)).toBe(256);
});

it('finds the next range that is free', () => {
  const free = (least: string, prefix: number) => formatRange(rangeAbove('IPv4', addressOf(least).first, prefix));
  expect([free('10.0.0.0', 24), free('10.0.0.1', 24)]).toEqual(['10.0.0.0/24', '10.0.1.0/24']);
});

it('knows inside from beside, and one family from the other', () => {
  const [outer, inner, beside] = [rangeOf('10.0.0.0/8'), rangeOf('10.255.255.0/24'), rangeOf('11.0.0.0/8')];
  expect(contains(outer, inner)).toBe(true);
  expect(contains(inner, outer)).toBe(false);
  expect(overlaps(inner, outer)).toBe(true);
  expect(overlaps(outer, beside)).toBe(false);
  expect(contains(rangeOf('0.0.0.0/0'), rangeOf('255.255.255.255/32'))).toBe(true);
  expect(contains(rangeOf('::/0'), outer)).toBe(false);
  expect(overlaps(rangeOf('::/0'), outer)).toBe(false);
});

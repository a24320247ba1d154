import { expect, it } from 'vitest';
import { addressAt, contains, overlaps, rangeOf, sliceAt, sliceCount } from './cidr.js';

it('counts up from a range or an address', () => {
  expect(addressAt('10.32.0.0/24', 10)).toBe('10.32.0.10');
  expect(addressAt('10.240.0.255', 1)).toBe('10.240.1.0');
  expect(addressAt('192.168.255.255', 1)).toBe('192.169.0.0');
});

it('cuts slices in order', () => {
  expect([0, 1, 63].map((index) => sliceAt('10.200.64.0/18', 24, index))).toEqual([
    '10.200.64.0/24',
    '10.200.65.0/24',
    '10.200.127.0/24',
  ]);
  expect(sliceCount(rangeOf('10.200.64.0/18'), 24)).toBe(64);
  expect(sliceCount(rangeOf('10.200.64.0/24'), 24)).toBe(1);
  expect(sliceCount(rangeOf('10.200.64.0/25'), 24)).toBe(0);
});

it('knows inside from beside', () => {
  const [outer, inner, beside] = [rangeOf('10.0.0.0/8'), rangeOf('10.255.255.0/24'), rangeOf('11.0.0.0/8')];
  expect(contains(outer, inner)).toBe(true);
  expect(contains(inner, outer)).toBe(false);
  expect(overlaps(inner, outer)).toBe(true);
  expect(overlaps(outer, beside)).toBe(false);
  expect(contains(rangeOf('0.0.0.0/0'), rangeOf('255.255.255.255/32'))).toBe(true);
});

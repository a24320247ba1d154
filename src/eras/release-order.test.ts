import fc from 'fast-check';
import compare from 'semver/functions/compare.js';
import { expect, it } from 'vitest';
import { compareReleases } from './release-order.js';

it.each([
  ['1.9.11', '1.10.0'],
  ['1.9', '1.9.0'],
  ['1.0.0-rc5', '1.0.0'],
  ['1.0.0-rc5', '1.0.0-rc10'],
  ['1.6.0-flannel1', '1.6.0-flannel2'],
  ['1.12.6', '17.03.0'],
  ['17.03.2', '17.12.0'],
  ['20240109', '20240109.0'],
  ['20240109.0', '20240115'],
])('%s is older than %s', (older, newer) => {
  expect(compareReleases(older, newer)).toBeLessThan(0);
  expect(compareReleases(newer, older)).toBeGreaterThan(0);
  expect(compareReleases(older, older)).toBe(0);
});

it('agrees with semver on three numbers', () => {
  const release = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((numbers) => numbers.join('.'));
  fc.assert(
    fc.property(release, release, (a, b) => {
      expect(Math.sign(compareReleases(a, b))).toBe(compare(a, b));
    }),
  );
});

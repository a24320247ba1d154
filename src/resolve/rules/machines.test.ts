import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Family, overlaps } from '../../spec/addresses.js';
import { collisions } from './machines.js';

const claims = fc
  .array(
    fc.record({
      family: fc.constantFrom<Family>('IPv4', 'IPv6'),
      first: fc.bigInt({ min: 0n, max: 60n }),
      length: fc.bigInt({ min: 0n, max: 12n }),
    }),
    { maxLength: 12 },
  )
  .map((spans) => spans.map(({ family, first, length }, order) => ({ family, first, last: first + length, order })));

it('finds a collision where there is one, and only real ones', () => {
  fc.assert(
    fc.property(claims, (all) => {
      const found = collisions(all);
      const some = all.some((a) => all.some((b) => a !== b && overlaps(a, b)));
      expect(found.length > 0).toBe(some);
      for (const [later, earlier] of found) {
        expect(later.order).toBeGreaterThan(earlier.order);
        expect(overlaps(later, earlier)).toBe(true);
      }
      expect(new Set(found.map(([later]) => later)).size).toBe(found.length);
    }),
  );
});

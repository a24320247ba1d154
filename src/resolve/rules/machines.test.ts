import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collisions } from './machines.js';

const claims = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 12 })), { maxLength: 12 })
  .map((spans) => spans.map(([first, length], order) => ({ first, last: first + length, order })));

it('finds a collision where there is one, and only real ones', () => {
  fc.assert(
    fc.property(claims, (all) => {
      const found = collisions(all);
      const some = all.some((a) => all.some((b) => a !== b && a.first <= b.last && b.first <= a.last));
      expect(found.length > 0).toBe(some);
      for (const [later, earlier] of found) {
        expect(later.order).toBeGreaterThan(earlier.order);
        expect(later.first <= earlier.last && earlier.first <= later.last).toBe(true);
      }
      expect(new Set(found.map(([later]) => later)).size).toBe(found.length);
    }),
  );
});

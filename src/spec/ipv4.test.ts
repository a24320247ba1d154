import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enclosingRange, formatAddress, formatRange, parseAddress, parseRange } from './ipv4.js';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('addresses', () => {
  it('come back unchanged', () => {
    fc.assert(fc.property(address, (number) => parseAddress(formatAddress(number)) === number));
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
  ])('refuses %j', (text) => expect(parseAddress(text)).toBeUndefined());
});

describe('ranges', () => {
  it('hold their first and last address, and no more', () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), (number, prefix) => {
        const range = enclosingRange(`${formatAddress(number)}/${prefix}`);
        if (range === undefined) throw new Error('unread');
        expect(range.last - range.first + 1).toBe(2 ** (32 - prefix));
        expect(range.first % 2 ** (32 - prefix)).toBe(0);
        expect(range.first <= number && number <= range.last).toBe(true);
        expect(parseRange(formatRange(range))).toEqual(range);
      }),
    );
  });

  it.each(['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/-1', '10.0.0.1/24', '/24', '::/0'])(
    'refuses %j',
    (text) => expect(parseRange(text)).toBeUndefined(),
  );

  it('tells the range around an address', () => {
    expect(formatRange(enclosingRange('10.200.0.77/24') ?? { first: 0, last: 0, prefix: 0 })).toBe('10.200.0.0/24');
  });
});

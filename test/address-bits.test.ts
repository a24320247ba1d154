import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { Address6 } from 'ip-address';
import { expect, it } from 'vitest';
import { templates } from '../src/generated/templates.js';
import {
  addressOf,
  contains,
  type Family,
  formatAddress,
  formatRange,
  parseAddress,
  parseRange,
  rangeOf,
  slicesOf,
  width,
} from '../src/spec/addresses.js';

const loop = `set -euo pipefail
while read -r question one two three four; do
  case $question in
    spelled) spelled "$one" ;;
    is) bits "$one" && echo "$all" ;;
    within) if within "$one" "$two" "$three"; then echo yes; else echo no; fi ;;
    inside) if inside "$one" "$two"; then echo yes; else echo no; fi ;;
    slice) slice "$one" "$two" "$three" "$four" ;;
  esac
done`;

/** What the shell's functions of node-identity.sh answer, each in a line. */
function askShell(questions: readonly string[]): string[] {
  const script = `${templates['address-bits.sh']({})}\n${loop}`;
  const options = { input: `${questions.join('\n')}\n`, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  return execFileSync('bash', ['-c', script], options).split('\n').slice(0, -1);
}

/** Values that a generator draws, the same at each run. */
const drawn = <T>(values: fc.Arbitrary<T>, numRuns: number): T[] => fc.sample(values, { numRuns, seed: 18 });

const families: fc.Arbitrary<Family> = fc.constantFrom('IPv4', 'IPv6');

/** Numbers with runs of zeros and ones in them, where spelling and cutting have their edges. */
const numberOf = (family: Family): fc.Arbitrary<bigint> =>
  fc
    .array(fc.oneof(fc.constantFrom(0n, 0n, 0n, 1n, 0xffffn), fc.bigInt({ min: 0n, max: 0xffffn })), {
      minLength: width[family] / 16,
      maxLength: width[family] / 16,
    })
    .map((groups) => groups.reduce((all, group) => (all << 16n) | group, 0n));

const addresses = families.chain((family) => numberOf(family).map((number) => ({ family, number })));

/** The range of this length that holds an address. */
function enclosing(family: Family, number: bigint, prefix: number): string {
  const rest = BigInt(width[family] - prefix);
  return `${formatAddress(family, (number >> rest) << rest)}/${prefix}`;
}

const rangesOf = (family: Family, least = 0): fc.Arbitrary<string> =>
  fc
    .tuple(numberOf(family), fc.integer({ min: least, max: width[family] }))
    .map(([number, prefix]) => enclosing(family, number, prefix));

it('spells 2,000 addresses as the library does', () => {
  const all = drawn(addresses, 1500).map(({ family, number }) => ({
    text: formatAddress(family, number),
    family,
    number,
  }));
  const others = drawn(numberOf('IPv6'), 500).map((number) => {
    const text = Address6.fromBigInt(number).canonicalForm();
    return { text, family: 'IPv6' as const, number };
  });
  const expected = [...all, ...others].map(({ family, number }) => formatAddress(family, number));
  expect(askShell([...all, ...others].map(({ text }) => `spelled ${text}`))).toEqual(expected);
});

it('has the bits that their numbers have', () => {
  const all = drawn(addresses, 1000);
  const expected = all.map(({ family, number }) => number.toString(2).padStart(width[family], '0'));
  expect(askShell(all.map(({ family, number }) => `is ${formatAddress(family, number)}`))).toEqual(expected);
});

it('takes 1,500 texts for addresses where the library does', () => {
  const part = fc.constantFrom('0', '1', '00', 'db8', '0001', 'ffff', '12345', 'g', '', '255', '256', '01');
  const parts = fc.array(part, { minLength: 1, maxLength: 10 });
  const texts = drawn(
    fc.tuple(parts, fc.constantFrom(':', ':', '.')).map(([all, between]) => all.join(between)),
    1500,
  ).filter((text) => text !== '');
  // A dotted quad behind groups is an address that no machine is told of.
  const expected = texts.map((text) => parseAddress(text) !== undefined);
  expect(askShell(texts.map((text) => `is ${text}`)).map((bits) => bits !== '')).toEqual(expected);
});

it('finds 1,500 addresses in ranges where the library does', () => {
  const cases = drawn(
    families.chain((family) =>
      // Often one that is in it.
      fc
        .tuple(
          numberOf(family),
          rangesOf(family),
          families.chain((other) => rangesOf(other)),
          fc.boolean(),
        )
        .map(([number, range, other, near]) => {
          const { first, last } = rangeOf(range);
          const inside = near ? first + (number % (last - first + 1n)) : number;
          return { address: formatAddress(family, inside), range, other };
        }),
    ),
    1500,
  );
  const expected = cases.map(({ address, range, other }) =>
    [range, other].some((each) => contains(rangeOf(each), addressOf(address))) ? 'yes' : 'no',
  );
  const questions = cases.map(({ address, range, other }) => `within ${address} ${range} ${other}`);
  expect(askShell(questions)).toEqual(expected);
  expect(new Set(expected)).toEqual(new Set(['yes', 'no']));
});

it('takes 1,500 ranges for slices of others where the library does', () => {
  const cases = drawn(
    families.chain((family) =>
      fc
        .tuple(rangesOf(family, 1), numberOf(family), fc.integer({ min: 0, max: width[family] + 1 }), fc.boolean())
        .map(([all, number, length, cleared]) => {
          const { first, last } = rangeOf(all);
          const near = first + (number % (last - first + 1n));
          const begins = cleared && length <= width[family];
          return { range: begins ? enclosing(family, near, length) : `${formatAddress(family, near)}/${length}`, all };
        }),
    ),
    1500,
  );
  const expected = cases.map(({ range, all }) => {
    const parsed = parseRange(range);
    const roomy = parsed !== undefined && parsed.prefix <= width[parsed.family] - 2;
    return roomy && contains(rangeOf(all), parsed) ? 'yes' : 'no';
  });
  expect(askShell(cases.map(({ range, all }) => `inside ${range} ${all}`))).toEqual(expected);
  expect(new Set(expected)).toEqual(new Set(['yes', 'no']));
});

it('cuts 1,500 slices as the library does', () => {
  const cases = drawn(
    fc.tuple(families, families).chain(([family, counted]) =>
      fc
        .tuple(
          fc.integer({ min: 0, max: 20 }),
          fc.integer({ min: 0, max: 8 }),
          fc.integer({ min: 0, max: width[family] - 30 }),
          numberOf(counted),
          numberOf(family),
        )
        .map(([bits, spare, prefix, near, number]) => {
          // As many slices as there are addresses to count, or more.
          const own = rangeOf(enclosing(counted, near, width[counted] - bits));
          const index = near - own.first;
          const range = enclosing(family, number, prefix);
          return { range, mask: prefix + bits + spare, own, index };
        }),
    ),
    1500,
  );
  const expected = cases.map(({ range, mask, index }) => slicesOf(range, mask)(Number(index)));
  const questions = cases.map(({ range, mask, own, index }) => {
    const address = formatAddress(own.family, own.first + index);
    return `slice ${range} ${mask} ${address} ${formatRange(own)}`;
  });
  expect(askShell(questions)).toEqual(expected);
});

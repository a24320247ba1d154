import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contains, enclosingRange, type Family, formatAddress, parseAddress, width } from '../src/spec/addresses.js';

/** A function of a script as it stands in a golden document. */
function functionOf(script: string, name: string): string {
  const text = new RegExp(`^${name}\\(\\) \\{[\\s\\S]*?^\\}$`, 'm').exec(script)?.[0];
  if (text === undefined) throw new Error(`verify.sh has no function ${name}`);
  return text;
}

const script = readFileSync('out/dual-stack/cluster/verify.sh', 'utf8');
const functions = ['digits', 'within'].map((name) => functionOf(script, name)).join('\n');

const family = fc.constantFrom<Family>('IPv4', 'IPv6');
/** Numbers whose neighbours differ in low bits, and such with runs of zeros, which texts leave out. */
const number = (of: Family) =>
  fc.oneof(
    fc.bigInt({ min: 0n, max: (1n << BigInt(width[of])) - 1n }),
    fc.nat(width[of] - 1).map((bit) => 1n << BigInt(bit)),
    fc.constantFrom(0n, 1n, (1n << BigInt(width[of])) - 1n),
  );
/** An address, and a range that often holds it: around one of which some bits were turned. */
const question = family.chain((of) =>
  fc.record({
    of: fc.constant(of),
    own: number(of),
    turned: fc.array(fc.nat(width[of] - 1), { maxLength: 2 }),
    prefix: fc.nat(width[of]),
    other: fc.option(family.chain((others) => number(others).map((value) => formatAddress(others, value)))),
  }),
);

it('reckons with addresses of both families as the library does', () => {
  const questions = fc.sample(question, { numRuns: 400, seed: 18 }).map(({ of, own, turned, prefix, other }) => {
    const near = turned.reduce((value, bit) => value ^ (1n << BigInt(bit)), own);
    const range = enclosingRange(`${formatAddress(of, near)}/${prefix}`);
    const address = other === null ? formatAddress(of, own) : other;
    const span = parseAddress(address);
    if (range === undefined || span === undefined) throw new Error('unread');
    return { address, range: `${formatAddress(of, range.first)}/${prefix}`, inside: contains(range, span) };
  });
  const program = `${functions}\nwhile read -r address range; do within "$address" "$range" && echo yes || echo no; done`;
  const { stdout, stderr } = spawnSync('bash', ['-uc', program], {
    input: questions.map(({ address, range }) => `${address} ${range}\n`).join(''),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const answers = stdout.trim().split('\n');
  const wrong = questions.filter(({ inside }, index) => answers[index] !== (inside ? 'yes' : 'no'));
  expect(wrong).toEqual([]);
  expect(questions.filter(({ inside }) => inside).length).toBeGreaterThan(60);
});

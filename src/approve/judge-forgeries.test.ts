import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { closed, goRequest, judge, reasons, victim } from '../../test/approve-judging.js';
import { forger } from '../../test/e2e/approve/forger.js';
import { forgeries } from '../../test/e2e/approve/forgeries.js';
import { dns, extensionRequest, ip, names, pem } from '../../test/e2e/approve/request-der.js';
import { object } from '../../test/submitted-request.js';
import { refusalText } from './refusal.js';

describe('forgeries', () => {
  const all = forgeries(victim);

  it.each(all)('$what', async ({ what: _, reason, ...submitted }) => {
    const [verdict] = await judge(closed, object(submitted));
    expect(verdict?.refusals.map((refusal) => refusal.reason)).toEqual([reason]);
    expect(verdict?.refusals.map(refusalText).join()).toMatch(/^it|^the/);
  });

  it('are many, and none stands for another', () => {
    expect(all.length).toBeGreaterThan(100);
    expect(new Set(all.map(({ what }) => what)).size).toBe(all.length);
  });

  it('do no harm to a good request beside them', async () => {
    const objects = all.map(({ what: _, reason: __, ...forgery }, index) =>
      object({ name: `forged-${index}`, ...forgery }),
    );
    const verdicts = await judge(closed, ...objects, object({ name: 'good', request: goRequest('ecdsa') }));
    expect(verdicts.filter(({ refusals }) => refusals.length === 0).map(({ name }) => name)).toEqual(['good']);
  });
});

test('every reason is met', async () => {
  const met = new Set([
    'reserved-name',
    'unknown-node',
    'contested-address',
    'outside-address',
    'unsaid-address',
    'signer-unnamed',
    'many',
    'many-of-one',
  ]);
  for (const { reason } of forgeries(victim)) met.add(reason);
  const written = readFileSync(new URL('refusal.ts', import.meta.url), 'utf8').matchAll(/^ {2}'?([\w-]+)'?: \(/gm);
  expect([...met].sort()).toEqual([...written].map(([, reason]) => reason).sort());
});

test('a change of any byte of a request is noticed', async () => {
  const good = goRequest('ecdsa').split('\n').slice(1, -2).join('');
  const bytes = Buffer.from(good, 'base64');
  const objects = Array.from(bytes, (byte, index) => {
    const changed = Buffer.from(bytes);
    changed[index] = byte ^ 1;
    const lines = changed.toString('base64').match(/.{1,64}/g) ?? [];
    const request = `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join('\n')}\n-----END CERTIFICATE REQUEST-----\n`;
    return object({ name: `csr-${index}`, request });
  });
  // One by one: of many that are sent together only the first signatures are checked.
  for (const each of objects) expect(await reasons(closed, each)).not.toEqual([[]]);
});

test('a byte more or less anywhere is noticed, and nothing throws', async () => {
  const good = forger(victim).der();
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 4 }), fc.nat(4), async (at, put, cut) => {
      const changed = Buffer.concat([good.subarray(0, at), put, good.subarray(at + cut)]);
      fc.pre(!changed.equals(good));
      const [verdict] = await judge(closed, object({ request: pem(changed) }));
      // One that changes the name lacks the right one, too.
      expect(verdict?.refusals.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

test('the forger writes what Go writes', () => {
  const request = forger(victim).pem({ attributes: [extensionRequest(names(dns('worker-0'), ip(10, 240, 0, 20)))] });
  const bytes = (pem: string) => Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64');
  // What is signed ends with the attributes; key and signature differ.
  const tail = (pem: string) =>
    bytes(pem)
      .subarray(5, 90)
      .toString('hex')
      .slice(0, 2 * 85);
  expect(tail(request).slice(4)).toBe(tail(goRequest('ecdsa')).slice(4));
});

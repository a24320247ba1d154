import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createAuthority, type KeyPairPem } from './authority.js';
import { encodeDer, readDer, readTime, tags } from './der.js';
import { decodePem, encodePem } from './pem.js';
import { readPrivateKey } from './private-key.js';
import { readCertificate, readCertificates } from './reading.js';

let pair: KeyPairPem;
beforeAll(async () => {
  pair = await createAuthority({
    commonName: 'demo',
    days: 1,
    now: new Date('2026-03-01T00:00:00Z'),
    key: 'ecdsa-p256',
  });
});

test('any bytes come back from PEM, whatever stands around it and however its lines end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9000 }), fc.boolean(), (bytes, windows) => {
      const text = `Certificate:\n    Data: - --\n${encodePem('CERTIFICATE', bytes)}`;
      const blocks = decodePem(windows ? text.replaceAll('\n', '\r\n') : text);
      expect(blocks).toEqual([{ label: 'CERTIFICATE', bytes, encrypted: false }]);
    }),
    { numRuns: 50 },
  );
});

test('a damaged certificate or key is unreadable or reads as something, and never throws', () => {
  for (const [label, pem, read] of [
    ['CERTIFICATE', pair.certificate, readCertificate],
    ['PRIVATE KEY', pair.key, readPrivateKey],
  ] as const) {
    const bytes = decodePem(pem)[0]?.bytes ?? new Uint8Array();
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, value, length) => {
        const damaged = bytes.slice(0, length);
        if (at < length) damaged[at] = value;
        read(encodePem(label, damaged));
      }),
      { numRuns: 2000 },
    );
  }
});

test('a bundle is read in order, and as a whole or not at all', () => {
  expect(readCertificates(pair.certificate + pair.certificate)).toHaveLength(2);
  expect(readCertificates(pair.certificate + encodePem('CERTIFICATE', Uint8Array.of(1)))).toBeUndefined();
  expect(readCertificates(pair.key)).toBeUndefined();
});

test('times of both forms are read by RFC 5280’s rule for the century', () => {
  const time = (tag: number, text: string) =>
    readTime(readDer(encodeDer(tag, new TextEncoder().encode(text)))).toISOString();
  expect(time(tags.utcTime, '491231235959Z')).toBe('2049-12-31T23:59:59.000Z');
  expect(time(tags.utcTime, '500101000000Z')).toBe('1950-01-01T00:00:00.000Z');
  expect(time(tags.generalizedTime, '99991231235959Z')).toBe('9999-12-31T23:59:59.000Z');
  expect(() => time(tags.utcTime, '4912312359Z')).toThrow('not a time');
  expect(() => time(tags.utcTime, '260431120000Z')).toThrow('not a time');
  expect(() => time(tags.generalizedTime, '20261301000000Z')).toThrow('not a time');
});

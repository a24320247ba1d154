import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { shortKey } from './short-key.js';

const curves = ['P-256', 'P-384', 'P-521'] as const;
const pem = (namedCurve: string, type: 'pkcs8' | 'sec1'): string =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type, format: 'pem' }) as string;
const publicOf = (key: string): string =>
  createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'pem' }) as string;

describe('a key without its public half', () => {
  it.each(curves)('%s: is shorter, and the same key to OpenSSL', (curve) => {
    const key = pem(curve, 'pkcs8');
    const short = shortKey(key);
    expect(short.length).toBeLessThan(key.length - 80);
    expect(publicOf(short)).toBe(publicOf(key));
    expect(shortKey(short)).toBe(short);
  });

  it.each([
    ['a key of SEC 1', pem('P-256', 'sec1')],
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    ],
    ['an Ed25519 key', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string],
    ['two blocks', `${pem('P-256', 'pkcs8')}${pem('P-256', 'pkcs8')}`],
    ['what is no DER', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
    ['nothing', ''],
  ])('%s stays as it is', (_, text) => {
    expect(shortKey(text)).toBe(text);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatedKey } from './repeated-key.js';
import { readRequestList } from './request-list.js';

const object = () => ({
  apiVersion: 'certificates.k8s.io/v1',
  kind: 'CertificateSigningRequest',
  metadata: { name: 'csr-1' },
  spec: { request: 'eA==', signerName: 's', usages: ['u'], username: 'n', groups: ['g'], extra: { k: ['v'] } },
  status: { conditions: [], certificate: '' },
});

test('reads what the API server says, and no more', () => {
  expect(readRequestList(JSON.stringify(object()))).toEqual([
    {
      name: 'csr-1',
      pending: true,
      signer: 's',
      usages: ['u'],
      expirationSeconds: null,
      user: 'n',
      groups: ['g'],
      request: 'eA==',
    },
  ]);
});

const places = ['apiVersion', 'kind', 'metadata', 'spec', 'status'].map((key) => [key]);
const fields = ['request', 'signerName', 'usages', 'username', 'groups', 'expirationSeconds', '__proto__', 'toString'];
const paths = [
  ...places,
  ['metadata', 'name'],
  ['status', 'conditions'],
  ['status', 'certificate'],
  ...fields.map((key) => ['spec', key]),
];

test('whatever stands in place of a field, the answer is a list or a mistake', () => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), fc.boolean(), ([first = '', second], value, inList) => {
      const changed: Record<string, unknown> = object();
      if (second === undefined) changed[first] = value;
      else changed[first] = { ...(changed[first] as object), [second]: value };
      const read = readRequestList(JSON.stringify(inList ? { kind: 'List', items: [changed] } : changed));
      if ('mistake' in read) expect(read.mistake).toMatch(/^(is|has|holds)/);
      else
        for (const { name, user, request } of read)
          expect([name, user, request].map((each) => typeof each)).toEqual(Array(3).fill('string'));
    }),
    { numRuns: 1000 },
  );
});

test('a key that stands twice is found wherever it is, and no other', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, key) => {
      const text = JSON.stringify(value, null, 1);
      expect(repeatedKey(text)).toBeUndefined();
      const name = JSON.stringify(key);
      const escaped = `"${[...key].map((char) => [...char].map(hexadecimal).join('')).join('')}"`;
      expect(repeatedKey(`[${text}, {${name}: ${text}, "-${name.slice(1)}: 0, ${escaped}: 1}]`)).toBe(escaped);
    }),
    { numRuns: 1000 },
  );
});

/** A character by its 16-bit units, as JSON can write any. */
function hexadecimal(char: string): string {
  return Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  );
}

test('an object that has no text of its own is no name of a kind', () => {
  const nothing = { toString: 0, valueOf: 0 };
  for (const value of [
    { kind: nothing, items: [] },
    { kind: 'List', items: [{ apiVersion: nothing }] },
  ])
    expect(readRequestList(JSON.stringify(value))).toHaveProperty('mistake');
  const item = { kind: 'CertificateSigningRequest', apiVersion: nothing };
  expect(readRequestList(JSON.stringify({ kind: 'List', items: [item] }))).toHaveProperty('mistake');
});

import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import fc from 'fast-check';

/** An address in the one form of its family. */
export const canonical = (address: string) =>
  address.includes(':') ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : address;

const keyPair = async (algorithm: webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams) => {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  return { publicKey, privateKey };
};
const pairs = await Promise.all([
  keyPair({ name: 'ECDSA', namedCurve: 'P-256' }),
  keyPair({ name: 'ECDSA', namedCurve: 'P-521' }),
  keyPair({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }),
]);

const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const kind = fc.constantFrom('printableString', 'utf8String', 'bmpString', 'ia5String');
const attribute = fc.oneof(
  fc.record({ type: fc.constantFrom('CN', 'O', 'OU', 'L', 'ST'), kind: fc.constant('utf8String'), value: text }),
  fc.record({ type: fc.constantFrom('CN', 'O', 'C'), kind, value: fc.stringMatching(/^[A-Za-z0-9:. -]{1,20}$/) }),
);
const instant = fc.date({ min: new Date('1950-01-01'), max: new Date('2300-01-01'), noInvalidDate: true });
const octets = fc.uint8Array({ minLength: 16, maxLength: 16 });
/** A byte: any, or one that stands for a length, a sign or a truth. */
const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff));
/** What a certificate is made of; not all of it makes sense together, and a reader has no say in that. */
export const drawn = fc.record({
  subject: fc.array(attribute, { maxLength: 5 }),
  issuer: fc.array(attribute, { minLength: 1, maxLength: 3 }),
  serial: fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => Uint8Array.from([1, ...bytes])),
  notBefore: instant,
  notAfter: instant,
  dns: fc.array(fc.domain(), { maxLength: 3 }),
  ip: fc.array(fc.oneof(fc.ipV4(), fc.ipV6().map(canonical)), { maxLength: 3 }),
  usages: fc.option(
    fc.subarray(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2', '2.5.29.37.0', '1.3.6.1.5.5.7.3.9'], { minLength: 1 }),
  ),
  keyUsage: fc.option(fc.integer({ min: 1, max: 511 })),
  /** With the length of its path; `spelled`: no CA, said with a FALSE that DER leaves out. */
  authority: fc.option(
    fc.oneof(fc.tuple(fc.boolean(), fc.option(fc.nat(3), { nil: undefined })), fc.constant('spelled' as const)),
  ),
  keyId: fc.option(octets),
  key: fc.constantFrom(...pairs),
  /** Bytes that are changed in it afterwards: how far in, in ten thousandths, and to what. */
  damage: fc.array(fc.array(fc.tuple(fc.nat(9999), byte), { minLength: 1, maxLength: 2 }), {
    minLength: 2,
    maxLength: 2,
  }),
});
export type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

const name = (attributes: Drawn['subject']) =>
  new x509.Name(attributes.map(({ type, kind, value }) => ({ [type]: [{ [kind]: value }] })));

const constraints = (authority: NonNullable<Drawn['authority']>) =>
  authority === 'spelled'
    ? new x509.Extension('2.5.29.19', true, Uint8Array.of(0x30, 3, 1, 1, 0))
    : new x509.BasicConstraintsExtension(...authority);

/** It in DER, signed by its own key. */
export async function make(of: Drawn): Promise<Uint8Array> {
  const names = [
    ...of.dns.map((value) => ({ type: 'dns' as const, value })),
    ...of.ip.map((value) => ({ type: 'ip' as const, value })),
  ];
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(of.serial).toString('hex'),
    subject: name(of.subject),
    issuer: name(of.issuer),
    notBefore: of.notBefore,
    notAfter: of.notAfter,
    publicKey: of.key.publicKey,
    signingKey: of.key.privateKey,
    signingAlgorithm: { name: of.key.privateKey.algorithm.name, hash: 'SHA-256' },
    extensions: [
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
      ...(of.usages ? [new x509.ExtendedKeyUsageExtension(of.usages)] : []),
      ...(of.keyUsage === null ? [] : [new x509.KeyUsagesExtension(of.keyUsage)]),
      ...(of.authority ? [constraints(of.authority)] : []),
      ...(of.keyId ? [new x509.SubjectKeyIdentifierExtension(Buffer.from(of.keyId).toString('hex'))] : []),
    ],
  });
  return new Uint8Array(certificate.rawData);
}

/** A copy with those bytes changed. */
export function damaged(bytes: Uint8Array, changes: readonly (readonly [number, number])[]): Uint8Array {
  const copy = bytes.slice();
  for (const [at, value] of changes) copy[Math.floor((at * copy.length) / 10_000)] = value;
  return copy;
}

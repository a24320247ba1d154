import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Forger, type Forgery, p256, type Victim } from './forger.js';
import {
  attribute,
  bits,
  der,
  dns,
  extension,
  extensionRequest,
  ip,
  names,
  octets,
  oid,
  oids,
  pem,
  type RequestParts,
  sequence,
  spkiOf,
  tags,
  text,
} from './request-der.js';

const rsa = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey;

const isTrue = der(0x01, Buffer.from([0xff]));
const isFalse = der(0x01, Buffer.from([0]));

/** Extensions, attributes, keys, signatures and encodings that no kubelet sends. */
export function ofBytes({ node }: Victim, forge: Forger): Forgery[] {
  const { own } = forge;
  const usual = names(...own);
  const forged = names(dns('kubernetes.default.svc'), ip(10, 240, 0, 10));
  const comment =
    '\n            X509v3 Subject Alternative Name: \n                DNS:worker-0, IP Address:10.240.0.20';
  const extensions: (readonly [what: string, reason: string, ...all: Buffer[]])[] = [
    ['a comment with a forged line', 'extension', extension(oids.netscapeComment, text(comment, tags.ia5)), forged],
    ['the same behind good names', 'extension', usual, extension(oids.netscapeComment, text(comment, tags.ia5))],
    ['the rights of a CA', 'extension', usual, extension(oids.basicConstraints, sequence(isTrue), isTrue)],
    ['a usage of the key', 'extension', usual, extension(oids.keyUsage, der(0x03, Buffer.from([1, 6])))],
    [
      'client auth as an extension',
      'extension',
      usual,
      extension(oids.extendedKeyUsage, sequence(oid(oids.clientAuth))),
    ],
    ["an issuer's names", 'extension', usual, extension(oids.issuerNames, sequence(dns('kubernetes')))],
    ['two lists of names', 'extension-twice', usual, forged],
    ['a critical list of names', 'critical-names', extension(oids.names, sequence(...own), isTrue)],
    ['a list said to be not critical', 'not-der', extension(oids.names, sequence(...own), isFalse)],
    [
      'a byte behind the names',
      'not-der',
      extension(oids.names, Buffer.concat([sequence(...own), Buffer.from([5, 0])])),
    ],
    ['an address of five bytes', 'not-a-request', names(...own, ip(10, 240, 0, 20, 0))],
    ['an address with a mask', 'no-address', names(...own, ip(10, 240, 0, 0, 255, 255, 255, 0))],
  ];
  const password = attribute(oids.challengePassword, text('secret', tags.utf8));
  const attributes: (readonly [what: string, reason: string, ...all: Buffer[]])[] = [
    ['a password', 'attribute', extensionRequest(usual), password],
    [
      "extensions in Microsoft's attribute",
      'attribute',
      extensionRequest(usual),
      attribute(oids.microsoftExtensions, sequence(forged)),
    ],
    ['two requests for extensions', 'attribute-twice', extensionRequest(usual), extensionRequest(forged)],
    ['two values in one', 'attribute-twice', attribute(oids.extensionRequest, sequence(usual), sequence(forged))],
  ];
  return [
    ...extensions.map(([what, reason, ...all]) => ({ what, reason, request: forge.extended(...all) })),
    ...attributes.map(([what, reason, ...all]) => ({ what, reason, request: forge.pem({ attributes: all }) })),
    ...ofKeys(forge),
    ...ofEncodings(node, forge),
  ];
}

const rsaWith = (arc: number): Buffer => sequence(oid(`1.2.840.113549.1.1.${arc}`), der(5));

function ofKeys(forge: Forger): Forgery[] {
  const [small, large, other] = [rsa(1024), rsa(2048), p256()];
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  const ed25519 = generateKeyPairSync('ed25519').privateKey;
  const spki = spkiOf(forge.key);
  const point = spki.subarray(-65);
  const compressed = Buffer.concat([Buffer.from([2 + ((point[64] ?? 0) & 1)]), point.subarray(1, 33)]);
  const curve = sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7'));
  const keys: (readonly [what: string, reason: string, parts: Partial<RequestParts>])[] = [
    ['an RSA key of 1024 bits', 'key', { key: small, algorithm: rsaWith(11) }],
    ['a key on P-384', 'key', { key: p384 }],
    [
      'a key on Edwards 25519',
      'key',
      { key: ed25519, algorithm: sequence(oid('1.3.101.112')), signature: (info) => sign(null, info, ed25519) },
    ],
    ['a compressed point', 'not-der', { spki: sequence(curve, bits(compressed)) }],
    ['the key of somebody else', 'signature', { spki: spkiOf(other) }],
    ['a changed signature', 'signature', { signature: (info) => flip(sign('sha256', info, forge.key)) }],
    ['no signature', 'signature', { signature: () => Buffer.alloc(0) }],
    [
      'a signature over SHA-1',
      'signature-kind',
      { key: large, algorithm: rsaWith(5), signature: (info) => sign('sha1', info, large) },
    ],
    [
      'ECDSA over SHA-1',
      'signature-kind',
      { algorithm: sequence(oid('1.2.840.10045.4.1')), signature: (info) => sign('sha1', info, forge.key) },
    ],
  ];
  return keys.map(([what, reason, parts]) => ({ what, reason, request: forge.pem(parts) }));
}

/** Changes the last byte. */
const flip = (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]);

/** Two readers may take these for two different requests. */
function ofEncodings(node: string, forge: Forger): Forgery[] {
  const good = forge.der();
  const forged = forge.named(...forge.own, dns('kubernetes'));
  const inner = good.subarray(good[1] === 0x82 ? 4 : 3);
  const size = [inner.length >> 8, inner.length & 0xff];
  const nested = Array.from({ length: 1500 }).reduce<Buffer>((within) => der(0x30, within), Buffer.alloc(0));
  const requests: (readonly [what: string, reason: string, request: string])[] = [
    ['a byte behind the request', 'not-der', pem(Buffer.concat([good, Buffer.from([0])]))],
    ['a second request behind the first', 'not-der', pem(Buffer.concat([good, forge.der()]))],
    [
      'a length of more bytes than it needs',
      'not-der',
      pem(Buffer.concat([Buffer.from([0x30, 0x83, 0, ...size]), inner])),
    ],
    ['a length that is not said', 'not-der', pem(Buffer.concat([Buffer.from([0x30, 0x80]), inner, Buffer.alloc(2)]))],
    ['a request that is cut short', 'not-a-request', pem(good.subarray(0, -9))],
    ['version 2', 'version', forge.pem({ version: 1 })],
    ['text before the request', 'not-a-request', `${node}\n${pem(good)}`],
    ['text behind the request', 'not-a-request', `${pem(good)}${node}\n`],
    ['a header in the armour', 'not-a-request', pem(good).replace('\n', '\nProc-Type: 4\n\n')],
    ['two requests', 'not-a-request', `${pem(good)}${forged}`],
    ['the label of old programs', 'not-a-request', pem(good, 'NEW CERTIFICATE REQUEST')],
    ['a certificate', 'not-a-request', pem(good, 'CERTIFICATE')],
    [
      'a request of 100 kB',
      'not-a-request',
      pem(forge.der({ attributes: [extensionRequest(names(...forge.own, dns('a'.repeat(60_000))))] })),
    ],
    ['a request that nests 1500 deep', 'not-a-request', pem(nested)],
    ['bytes of another thing', 'not-a-request', pem(octets(good))],
  ];
  return requests.map(([what, reason, request]) => ({ what, reason, request }));
}

import { createPublicKey, type KeyObject, sign } from 'node:crypto';

/** Writes one value: its tag, its length in the least bytes, its content. What is forged here no library would write. */
export function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

export const tags = { printable: 0x13, utf8: 0x0c, ia5: 0x16, bmp: 0x1e, teletex: 0x14 } as const;

export const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
export const set = (...parts: readonly Buffer[]): Buffer => der(0x31, ...parts);
export const octets = (content: Buffer): Buffer => der(0x04, content);
export const bits = (content: Buffer): Buffer => der(0x03, Buffer.from([0]), content);
export const text = (value: string, tag: number = tags.printable): Buffer => der(tag, Buffer.from(value));

/** An object identifier of its arcs. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  const bytes = [40 * first + second, ...arcs].flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let rest = arc >> 7; rest > 0; rest >>= 7) digits.unshift(0x80 | (rest & 0x7f));
    return digits;
  });
  return der(0x06, Buffer.from(bytes));
}

export const oids = {
  CN: '2.5.4.3',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  email: '1.2.840.113549.1.9.1',
  extensionRequest: '1.2.840.113549.1.9.14',
  challengePassword: '1.2.840.113549.1.9.7',
  microsoftExtensions: '1.3.6.1.4.1.311.2.1.14',
  names: '2.5.29.17',
  issuerNames: '2.5.29.18',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  basicConstraints: '2.5.29.19',
  netscapeComment: '2.16.840.1.113730.1.13',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const;

type Oid = (typeof oids)[keyof typeof oids];

/** One set of a subject with one attribute in it. */
export const relative = (type: Oid, value: Buffer): Buffer => set(pair(type, value));
export const pair = (type: Oid, value: Buffer): Buffer => sequence(oid(type), value);

/** Names and addresses as the kinds that RFC 5280 counts: dns 2, ip 7 and so on. */
export const dns = (value: string): Buffer => der(0x82, Buffer.from(value, 'latin1'));
export const ip = (...bytes: readonly number[]): Buffer => der(0x87, Buffer.from(bytes));

export const extension = (type: Oid, value: Buffer, ...flags: readonly Buffer[]): Buffer =>
  sequence(oid(type), ...flags, octets(value));
export const names = (...all: readonly Buffer[]): Buffer => extension(oids.names, sequence(...all));

export const attribute = (type: Oid, ...values: readonly Buffer[]): Buffer => sequence(oid(type), set(...values));
export const extensionRequest = (...extensions: readonly Buffer[]): Buffer =>
  attribute(oids.extensionRequest, sequence(...extensions));

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

export function spkiOf(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

/** A request's parts; each stands for the usual one. */
export interface RequestParts {
  readonly key: KeyObject;
  readonly spki?: Buffer;
  readonly version?: number;
  readonly subject: Buffer;
  readonly attributes: readonly Buffer[];
  readonly algorithm?: Buffer;
  /** Of the bytes that are signed. */
  readonly signature?: (info: Buffer) => Buffer;
}

/** The bytes of a PKCS#10 request. Source: RFC 2986. */
export function requestOf(parts: RequestParts): Buffer {
  const { key, spki, version = 0, subject, attributes, algorithm = ecdsaWithSha256, signature } = parts;
  const publicKey = spki ?? spkiOf(key);
  const info = sequence(der(0x02, Buffer.from([version])), subject, publicKey, der(0xa0, ...attributes));
  return sequence(info, algorithm, bits(signature ? signature(info) : sign('sha256', info, key)));
}

export function pem(bytes: Buffer, label = 'CERTIFICATE REQUEST'): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

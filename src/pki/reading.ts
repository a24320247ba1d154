import { bytesToHex } from '@noble/hashes/utils.js';
import { type AlternativeNames, readAlternativeNames } from './alternative-name.js';
import { childAt, childrenOf, type DerNode, readDer, readOid, readTime, tags } from './der.js';
import { decodePem } from './pem.js';
import { type PublicKeyReading, readPublicKey } from './public-key.js';
import { type DistinguishedName, readName } from './subject.js';

/** What a certificate may be used for: to prove a client's name, a server's, or both. */
export type Usage = 'client' | 'server';

/** A certificate, read but not believed: nothing here says who signed it (see `signature.ts`). */
export interface CertificateReading {
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly sans: AlternativeNames;
  /** Without an extended key usage, or with "any", a certificate is good for both. */
  readonly usages: readonly Usage[];
  /** May sign other certificates: CA by its basic constraints, and not forbidden by its key usage. */
  readonly authority: boolean;
  /** Lower-case hexadecimal. */
  readonly subjectKeyId: string | undefined;
  readonly publicKey: PublicKeyReading;
  /** The parts a signature check and an issuer need, as they stand in the file. */
  readonly der: {
    readonly whole: Uint8Array;
    readonly signed: Uint8Array;
    readonly subject: Uint8Array;
    readonly issuer: Uint8Array;
    readonly spki: Uint8Array;
  };
  readonly signature: { readonly algorithm: string; readonly bytes: Uint8Array };
}

/** The certificates of a PEM text, in order; undefined if it holds none, or one that can't be read. */
export function readCertificates(pem: string): CertificateReading[] | undefined {
  const blocks = decodePem(pem).filter(({ label }) => label === 'CERTIFICATE');
  try {
    return blocks.length === 0 ? undefined : blocks.map(({ bytes }) => readCertificateDer(bytes));
  } catch {
    return undefined;
  }
}

/** The first certificate of a PEM text, which is the leaf or the CA itself where a chain follows. */
export function readCertificate(pem: string): CertificateReading | undefined {
  return readCertificates(pem)?.[0];
}

function readCertificateDer(bytes: Uint8Array): CertificateReading {
  const whole = readDer(bytes);
  const signed = childAt(whole, 0);
  // Version 1 certificates lack the first field, [0] version.
  const fields = childrenOf(signed).filter(({ tag }, index) => !(index === 0 && tag === 0xa0));
  const [serial, , issuer, validity, subject, spki] = fields;
  if (!serial || !issuer || !validity || !subject || !spki) throw new RangeError('not a certificate');
  const extensions = fields.find(({ tag }) => tag === 0xa3);
  return {
    subject: readName(subject),
    issuer: readName(issuer),
    serial: bytesToHex(serial.content).replace(/^00(?=.)/, ''),
    notBefore: readTime(childAt(validity, 0)),
    notAfter: readTime(childAt(validity, 1)),
    ...readExtensions(extensions === undefined ? [] : childrenOf(childAt(extensions, 0))),
    publicKey: readPublicKey(spki),
    der: { whole: whole.whole, signed: signed.whole, subject: subject.whole, issuer: issuer.whole, spki: spki.whole },
    signature: {
      algorithm: readOid(childAt(childAt(whole, 1), 0)),
      bytes: childAt(whole, 2).content.subarray(1),
    },
  };
}

function readExtensions(
  extensions: readonly DerNode[],
): Pick<CertificateReading, 'sans' | 'usages' | 'authority' | 'subjectKeyId'> {
  const extensionValue = (oid: string): DerNode | undefined => {
    const value = extensions.find((extension) => readOid(childAt(extension, 0)) === oid);
    const inner = value && (childrenOf(value).at(-1)?.content ?? new Uint8Array());
    const node = inner && readDer(inner);
    if (node && node.whole.length < inner.length) throw new RangeError('an extension of more than one value');
    return node;
  };
  const sans = extensionValue('2.5.29.17');
  const constraints = extensionValue('2.5.29.19');
  const keyUsage = extensionValue('2.5.29.15');
  const subjectKeyId = extensionValue('2.5.29.14');
  const [cA] = constraints === undefined ? [] : childrenOf(constraints);
  // FALSE is the default, and DER leaves it out; some write it.
  const isAuthority = cA?.tag === tags.boolean && cA.content[0] !== 0;
  // The bits of KeyUsage follow the count of unused ones; keyCertSign is bit 5 from the left.
  const maySign = keyUsage === undefined || ((keyUsage.content[1] ?? 0) & 0x04) !== 0;
  return {
    sans: sans === undefined ? { dns: [], ip: [] } : readAlternativeNames(sans),
    usages: readUsages(extensionValue('2.5.29.37')),
    authority: isAuthority && maySign,
    subjectKeyId: subjectKeyId && bytesToHex(subjectKeyId.content),
  };
}

function readUsages(node: DerNode | undefined): Usage[] {
  if (node === undefined) return ['client', 'server'];
  const oids = childrenOf(node).map(readOid);
  const allows = (oid: string) => oids.includes(oid) || oids.includes('2.5.29.37.0');
  return [
    ...(allows('1.3.6.1.5.5.7.3.2') ? (['client'] as const) : []),
    ...(allows('1.3.6.1.5.5.7.3.1') ? (['server'] as const) : []),
  ];
}

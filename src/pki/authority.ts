import { bytesToHex } from '@noble/hashes/utils.js';
import { childAt, equalBytes, readDer } from './der.js';
import { type SharedExtensions, shareExtensions } from './leaf-extensions.js';
import { type IssuingLibrary, loadIssuingLibrary, loadX509 } from './library.js';
import { encodePem } from './pem.js';
import { belongsTo, readPrivateKey } from './private-key.js';
import { type CertificateReading, readCertificates } from './reading.js';
import { generateKey, hashFor, importSigningKey, type KeyKind, provesKey, type WebKey } from './signing.js';
import { encodeSubject, type Subject } from './subject.js';
import { settleValidity, type ValidityRequest } from './validity.js';

/** A certificate and its key as two PEM files: `CERTIFICATE`, and `PRIVATE KEY` (PKCS#8). */
export interface KeyPairPem {
  readonly certificate: string;
  readonly key: string;
}

export type AuthorityRequest = ValidityRequest & {
  readonly commonName: string;
  readonly key: KeyKind;
  /** C, ST, L and O of the CA's name. */
  readonly subject?: Omit<Subject, 'CN'>;
};

/** Makes a self-signed CA that may sign leaves but no further CA. The clock is the caller's. */
export async function createAuthority(request: AuthorityRequest): Promise<KeyPairPem> {
  const [x509, key] = await Promise.all([loadX509(), generateKey(request.key)]);
  const name = new x509.Name(encodeSubject({ ...request.subject, CN: request.commonName }));
  const certificate = await x509.X509CertificateGenerator.create({
    subject: name,
    issuer: name,
    ...settleValidity(request),
    publicKey: key.spki,
    signingKey: key.privateKey,
    signingAlgorithm: { ...key.privateKey.algorithm, hash: 'SHA-256' },
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      new x509.SubjectKeyIdentifierExtension(await keyIdentifier(key.spki)),
    ],
  });
  return {
    certificate: encodePem('CERTIFICATE', new Uint8Array(certificate.rawData)),
    key: encodePem('PRIVATE KEY', key.pkcs8),
  };
}

/** A CA made ready: its key imported, and what all its certificates say encoded once, however many it signs. */
export interface Authority {
  readonly certificate: CertificateReading;
  /** PEM of it and of those that signed it, up to a root: what a leaf needs behind it. Empty for a root. */
  readonly chain: string;
  readonly library: IssuingLibrary;
  readonly signingKey: WebKey;
  readonly signingAlgorithm: { readonly name: string; readonly hash: string };
  /** As an AlgorithmIdentifier in DER. */
  readonly signatureId: Uint8Array;
  /** Its Name in DER. */
  readonly issuer: Uint8Array;
  readonly sharedExtensions: SharedExtensions;
}

/**
 * Why a CA can't sign: the certificate or key can't be read, the key is under a passphrase or of a kind that can't sign
 * here (Ed25519), none of the certificates is the key's, or the one that is, is no CA.
 */
export type AuthorityProblem =
  | { readonly problem: 'unreadable' | 'not-authority'; readonly part: 'certificate' }
  | { readonly problem: 'unreadable' | 'encrypted' | 'unsupported' | 'mismatch'; readonly part: 'key' };

/**
 * Makes a CA ready to sign: one of ours or the user's own, from openssl, cfssl or kubeadm. Where `certificate` is a
 * bundle (two CAs in a rotation, say), the one that belongs to the key signs.
 */
export async function loadAuthority(pair: KeyPairPem): Promise<Authority | AuthorityProblem> {
  const certificates = readCertificates(pair.certificate);
  if (certificates === undefined) return { problem: 'unreadable', part: 'certificate' };
  const key = readPrivateKey(pair.key);
  if (typeof key === 'string') return { problem: key, part: 'key' };
  const owned = await Promise.all(
    certificates.map((each) => belongsTo(key, each.publicKey) ?? provesKey(key, each.der.spki)),
  );
  const certificate = certificates.find((_, index) => owned[index]);
  if (certificate === undefined) return { problem: 'mismatch', part: 'key' };
  if (!certificate.authority) return { problem: 'not-authority', part: 'certificate' };
  try {
    const [library, signingKey] = await Promise.all([loadIssuingLibrary(), importSigningKey(key)]);
    const { x509, AsnConvert } = library;
    const signingAlgorithm = { ...signingKey.algorithm, hash: hashFor(key.kind) };
    // Leaves point at the identifier that the CA's certificate says of itself, however it came by it.
    const keyId = certificate.subjectKeyId ?? (await keyIdentifier(certificate.der.spki));
    return {
      certificate,
      chain: chainFrom(certificate, certificates),
      library,
      signingKey,
      signingAlgorithm,
      signatureId: new Uint8Array(AsnConvert.serialize(new x509.AlgorithmProvider().toAsnAlgorithm(signingAlgorithm))),
      // The bytes as they stand: Go compares a leaf's issuer and the CA's subject byte by byte.
      issuer: certificate.der.subject,
      sharedExtensions: shareExtensions(x509, keyId),
    };
  } catch {
    return { problem: 'unreadable', part: 'key' };
  }
}

/** A server sends what leads to a root, and never the root: whoever checks has that, or does not believe it (RFC 8446 §4.4.2). */
function chainFrom(certificate: CertificateReading, bundle: readonly CertificateReading[]): string {
  const { whole, issuer, subject } = certificate.der;
  if (equalBytes(issuer, subject)) return '';
  const others = bundle.filter((each) => each !== certificate);
  const next = others.find((each) => each.authority && equalBytes(each.der.subject, issuer));
  return encodePem('CERTIFICATE', whole) + (next ? chainFrom(next, others) : '');
}

/**
 * RFC 5280 §4.2.1.2, method 2, which is 12 bytes shorter than method 1 wherever it stands: the bits 0100 and the last 60
 * of the SHA-1 of the key's bits, in hexadecimal. A name, not a signature, so SHA-1 is fine.
 */
export async function keyIdentifier(spki: Uint8Array): Promise<string> {
  const bits = childAt(readDer(spki), 1).content.slice(1);
  return `4${bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-1', bits))).slice(-15)}`;
}

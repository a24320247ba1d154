import { childrenOf, equalBytes, readDer, readUnsigned } from './der.js';
import type { PublicKeyKind } from './public-key.js';
import type { CertificateReading } from './reading.js';
import { type Hash, type SigningAlgorithm, signingAlgorithm, type WebKey } from './signing.js';
import { hasBrokenHash } from './strength.js';

/**
 * `valid`: this CA signed it. `foreign`: it did not. `weak`: signed over SHA-1 or MD5, which Go, and so every part of
 * Kubernetes, refuses. `unknown`: an algorithm that is not checked here (RSA-PSS, Ed25519).
 */
export type SignatureVerdict = 'valid' | 'foreign' | 'weak' | 'unknown';

type CheckedAlgorithm = { readonly family: 'ECDSA' | 'RSASSA-PKCS1-v1_5'; readonly hash: Hash };

const algorithms: Readonly<Record<string, CheckedAlgorithm>> = {
  '1.2.840.10045.4.3.2': { family: 'ECDSA', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { family: 'ECDSA', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { family: 'ECDSA', hash: 'SHA-512' },
  '1.2.840.113549.1.1.11': { family: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { family: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { family: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
};

/** A check against one CA; it imports the CA's key once for each hash, however many certificates are asked about. */
export function createSignatureCheck(
  authority: CertificateReading,
): (certificate: CertificateReading) => Promise<SignatureVerdict> {
  const keys = new Map<Hash, Promise<WebKey>>();
  const keyFor = (algorithm: SigningAlgorithm): Promise<WebKey> => {
    const spki = new Uint8Array(authority.der.spki);
    const key = keys.get(algorithm.hash) ?? crypto.subtle.importKey('spki', spki, algorithm, false, ['verify']);
    keys.set(algorithm.hash, key);
    return key;
  };
  return async (certificate) => {
    const { algorithm: oid, bytes } = certificate.signature;
    if (hasBrokenHash(certificate)) return 'weak';
    if (!equalBytes(certificate.der.issuer, authority.der.subject)) return 'foreign';
    const expected = algorithms[oid];
    if (expected === undefined) return 'unknown';
    const kind = authority.publicKey.kind;
    const algorithm = signingAlgorithm(kind, expected.hash);
    if (algorithm?.name !== expected.family) return 'foreign';
    try {
      const signature = algorithm.name === 'ECDSA' ? rawSignature(bytes, kind) : new Uint8Array(bytes);
      const signed = new Uint8Array(certificate.der.signed);
      return (await crypto.subtle.verify(algorithm, await keyFor(algorithm), signature, signed)) ? 'valid' : 'foreign';
    } catch {
      return 'foreign';
    }
  };
}

const fieldSizes: Partial<Record<PublicKeyKind, number>> = { 'ecdsa-p256': 32, 'ecdsa-p384': 48, 'ecdsa-p521': 66 };

// X.509 stores (r, s) as two DER integers, WebCrypto takes them as two fixed fields.
function rawSignature(bytes: Uint8Array, kind: PublicKeyKind): Uint8Array<ArrayBuffer> {
  const size = fieldSizes[kind] ?? 0;
  const raw = new Uint8Array(2 * size);
  for (const [index, node] of childrenOf(readDer(bytes)).entries()) {
    const number = readUnsigned(node);
    raw.set(number, (index + 1) * size - number.length);
  }
  return raw;
}

import { equalBytes } from './der.js';
import type { PkiFinding } from './finding.js';
import type { CertificateReading } from './reading.js';

/** MD5 and SHA-1 with RSA, SHA-1 with ECDSA and DSA: https://go.dev/doc/go1.18#sha1 */
const brokenHashes = new Set([
  '1.2.840.113549.1.1.4',
  '1.2.840.113549.1.1.5',
  '1.2.840.10045.4.1',
  '1.2.840.10040.4.3',
]);

/** NIST SP 800-131A's least for a key that signs, and that of OpenSSL's security level 2. */
const leastBits = 2048;

export const hasBrokenHash = ({ signature }: CertificateReading): boolean => brokenHashes.has(signature.algorithm);

/** Whether a certificate is too weak to be used: by its key, or by what it is signed over. */
export function checkStrength(file: string, certificate: CertificateReading): PkiFinding[] {
  const { publicKey, der } = certificate;
  const bits = Number(/^rsa-(\d+)$/.exec(publicKey.kind)?.[1] ?? leastBits);
  const ofItself = equalBytes(der.issuer, der.subject);
  return [
    ...(bits < leastBits ? [{ file, reason: 'weak-key' as const, bits }] : []),
    ...(hasBrokenHash(certificate) ? [{ file, reason: 'weak-signature' as const, ofItself }] : []),
  ];
}

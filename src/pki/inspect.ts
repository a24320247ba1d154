import { bytesToHex } from '@noble/hashes/utils.js';
import type { AlternativeNames } from './alternative-name.js';
import type { PublicKeyKind } from './public-key.js';
import { readCertificate, type Usage } from './reading.js';
import { formatName } from './subject.js';

/** What `pki list` shows of a certificate. */
export interface CertificateSummary {
  /** One line, as in `O=system:nodes, CN=system:node:worker-0`. */
  readonly subject: string;
  readonly issuer: string;
  readonly sans: AlternativeNames;
  readonly usages: readonly Usage[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Lower-case hexadecimal, as is the fingerprint. */
  readonly serial: string;
  readonly publicKey: PublicKeyKind;
  readonly authority: boolean;
  readonly fingerprintSHA256: string;
}

/** Summarises the first certificate of a PEM text; undefined if it can't be read. */
export async function inspectCertificate(pem: string): Promise<CertificateSummary | undefined> {
  const certificate = readCertificate(pem);
  if (certificate === undefined) return undefined;
  const { sans, usages, notBefore, notAfter, serial, authority } = certificate;
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(certificate.der.whole));
  return {
    subject: formatName(certificate.subject),
    issuer: formatName(certificate.issuer),
    sans,
    usages,
    notBefore,
    notAfter,
    serial,
    publicKey: certificate.publicKey.kind,
    authority,
    fingerprintSHA256: bytesToHex(new Uint8Array(digest)),
  };
}

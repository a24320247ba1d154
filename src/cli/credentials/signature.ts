import { type KeyObject, X509Certificate } from 'node:crypto';
import type { IssuerCheckMaker } from '../../credentials/key-folder.js';
import type { CertificateReading } from '../../pki/reading.js';
import { formatName } from '../../pki/subject.js';

interface Signer {
  readonly reading: CertificateReading;
  readonly key: KeyObject;
}

/**
 * The check against the CAs of the file `ca`, one of which is enough. It is the platform's: `pki/` checks the same over
 * WebCrypto, which answers later, and `render` reads thousands of pairs one by one.
 */
export const issuerCheck: IssuerCheckMaker = (authorities, ca) => {
  const [first] = authorities;
  if (first === undefined) return () => [];
  let signers: readonly Signer[] | undefined;
  return (file, chain) => {
    const [certificate] = chain;
    if (certificate === undefined) return [];
    try {
      signers ??= authorities.map((reading) => ({ reading, key: new X509Certificate(reading.der.whole).publicKey }));
      if (reaches(chain, signers)) return [];
    } catch {
      // OpenSSL is stricter than our reader, and than Go: what it can't read is not wrong for that. `pki list` tells.
      return [];
    }
    const [issuerName, authority] = [formatName(certificate.issuer), formatName(first.subject)];
    return [{ file, reason: 'foreign-signature', issuer: issuerName, authority, ca }];
  };
};

/** Whether one of the signers signed the first certificate, or one that signed it and stands behind it. */
function reaches([certificate, ...behind]: readonly CertificateReading[], signers: readonly Signer[]): boolean {
  if (certificate === undefined) return false;
  const named = (reading: CertificateReading): boolean =>
    Buffer.compare(reading.der.subject, certificate.der.issuer) === 0;
  const candidates = signers.filter(({ reading }) => named(reading));
  const links = behind.filter((link) => link.authority && named(link));
  if (candidates.length + links.length === 0) return false;
  const leaf = new X509Certificate(certificate.der.whole);
  if (candidates.some(({ key }) => leaf.verify(key))) return true;
  return links.some(
    (link) =>
      leaf.verify(new X509Certificate(link.der.whole).publicKey) &&
      reaches([link, ...behind.filter((each) => each !== link)], signers),
  );
}

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
  return (file, certificate) => {
    const { der, issuer } = certificate;
    try {
      signers ??= authorities.map((reading) => ({ reading, key: new X509Certificate(reading.der.whole).publicKey }));
      const named = signers.filter(({ reading }) => Buffer.compare(reading.der.subject, der.issuer) === 0);
      if (named.length > 0) {
        const leaf = new X509Certificate(der.whole);
        if (named.some(({ key }) => leaf.verify(key))) return [];
      }
    } catch {
      // OpenSSL is stricter than our reader, and than Go: what it can't read is not wrong for that. `pki list` tells.
      return [];
    }
    const [issuerName, authority] = [formatName(issuer), formatName(first.subject)];
    return [{ file, reason: 'foreign-signature', issuer: issuerName, authority, ca }];
  };
};

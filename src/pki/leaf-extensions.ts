import { encodeAlternativeNames, sortNames } from './alternative-name.js';
import type { X509 } from './library.js';
import type { CertificateRequest } from './request.js';

/** In DER. */
type Extension = Uint8Array;

/** The extensions that every leaf of a CA shares, encoded once: they are most of the work of writing a certificate. */
export interface SharedExtensions {
  readonly basicConstraints: Extension;
  readonly keyUsage: { readonly signing: Extension; readonly encipherment: Extension };
  readonly extendedKeyUsage: { readonly client: Extension; readonly server: Extension; readonly both: Extension };
  readonly authorityKeyId: Extension;
}

const encoded = ({ rawData }: { readonly rawData: ArrayBuffer }): Extension => new Uint8Array(rawData);

/** Encodes them. `authorityKeyId` is the CA's identifier in hexadecimal. */
export function shareExtensions(x509: X509, authorityKeyId: string): SharedExtensions {
  const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  return {
    basicConstraints: encoded(new x509.BasicConstraintsExtension(false, undefined, true)),
    keyUsage: {
      signing: encoded(new x509.KeyUsagesExtension(digitalSignature, true)),
      encipherment: encoded(new x509.KeyUsagesExtension(digitalSignature | keyEncipherment, true)),
    },
    extendedKeyUsage: {
      client: encoded(new x509.ExtendedKeyUsageExtension([clientAuth])),
      server: encoded(new x509.ExtendedKeyUsageExtension([serverAuth])),
      both: encoded(new x509.ExtendedKeyUsageExtension([clientAuth, serverAuth])),
    },
    authorityKeyId: encoded(new x509.AuthorityKeyIdentifierExtension(authorityKeyId)),
  };
}

/** For TLS 1.2's RSA key exchange, of a server's key: EC keys have no such use, and RFC 5280 §4.2.1.12 gives clients none. */
export function enciphers({ key, usages }: Pick<CertificateRequest, 'key' | 'usages'>): boolean {
  return key !== 'ecdsa-p256' && usages.includes('server');
}

/** A leaf's extensions. `keyId` is its own key's identifier in hexadecimal. */
export function leafExtensions(
  x509: X509,
  shared: SharedExtensions,
  request: CertificateRequest,
  keyId: string,
): Extension[] {
  const names = sortNames([...request.sans.dns, ...request.sans.ip]);
  const named = names.dns.length + names.ip.length > 0;
  // RFC 5280 §4.2.1.6: without a subject the alternative names are the only name, and a reader must understand them.
  const nameless = Object.values(request.subject).every((value) => !value);
  const [first, ...more] = request.usages;
  return [
    shared.basicConstraints,
    shared.keyUsage[enciphers(request) ? 'encipherment' : 'signing'],
    ...(first === undefined ? [] : [shared.extendedKeyUsage[more.length > 0 ? 'both' : first]]),
    ...(named ? [encoded(new x509.Extension('2.5.29.17', nameless, encodeAlternativeNames(names)))] : []),
    shared.authorityKeyId,
    encoded(new x509.SubjectKeyIdentifierExtension(keyId)),
  ];
}

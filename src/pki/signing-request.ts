import { encodeAlternativeNames } from './alternative-name.js';
import { enciphers } from './leaf-extensions.js';
import { loadX509, type X509 } from './library.js';
import { encodePem } from './pem.js';
import { readPrivateKey } from './private-key.js';
import type { CertificateRequest } from './request.js';
import { generateKey, hashFor, type SigningAlgorithm, signingAlgorithm, type WebKey } from './signing.js';
import { encodeSubject } from './subject.js';

/** A request for a certificate (PKCS#10), and the key that it is for, both PEM. */
export interface SigningRequest {
  readonly request: string;
  readonly key: string;
}

/** Writes a request. `key`: one that was made for an earlier request, and is kept. Throws TypeError where it can't be used. */
export async function createSigningRequest(wanted: CertificateRequest, key?: string): Promise<SigningRequest> {
  const [x509, pem] = [await loadX509(), key ?? (await newKey(wanted))];
  const reading = readPrivateKey(pem);
  const algorithm = typeof reading === 'string' ? undefined : signingAlgorithm(reading.kind, hashFor(reading.kind));
  if (typeof reading === 'string' || algorithm === undefined) throw new TypeError('a key that cannot sign');
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: new x509.Name(encodeSubject(wanted.subject)),
    keys: await importPair(reading.pkcs8, algorithm),
    signingAlgorithm: algorithm,
    extensions: requestedExtensions(x509, wanted),
  });
  return { key: pem, request: encodePem('CERTIFICATE REQUEST', new Uint8Array(request.rawData)) };
}

async function newKey({ key }: CertificateRequest): Promise<string> {
  return encodePem('PRIVATE KEY', (await generateKey(key)).pkcs8);
}

/** Both halves of a key: WebCrypto finds the public one by way of a JWK without its private numbers (RFC 7518 §6). */
async function importPair(
  pkcs8: Uint8Array<ArrayBuffer>,
  algorithm: SigningAlgorithm,
): Promise<{ readonly privateKey: WebKey; readonly publicKey: WebKey }> {
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']);
  const { kty, crv, x, y, n, e } = await crypto.subtle.exportKey('jwk', privateKey);
  const half = kty === 'EC' ? { kty, crv, x, y } : { kty, n, e };
  const publicKey = await crypto.subtle.importKey('jwk', half as never, algorithm, true, ['verify']);
  return { privateKey, publicKey };
}

/** What Kubernetes asks of the certificate; whoever signs may say it in his own way, and the import looks at that. */
function requestedExtensions(x509: X509, { sans, usages, key }: CertificateRequest): InstanceType<X509['Extension']>[] {
  const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  const flags = enciphers({ key, usages }) ? digitalSignature | keyEncipherment : digitalSignature;
  const purposes = usages.map((usage) => (usage === 'client' ? clientAuth : serverAuth));
  const named = sans.dns.length + sans.ip.length > 0;
  return [
    new x509.KeyUsagesExtension(flags, true),
    new x509.ExtendedKeyUsageExtension(purposes),
    ...(named ? [new x509.Extension('2.5.29.17', false, encodeAlternativeNames(sans))] : []),
  ];
}

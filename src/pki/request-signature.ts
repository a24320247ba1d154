import { equalBytes, readDer } from './der.js';
import type { RequestLibrary } from './library.js';
import { readPublicKey } from './public-key.js';
import { Flawed, type RequestFlaw, refuse, sameBytes } from './request-flaw.js';

/**
 * P-256 is what every kubelet makes; RSA is foreseen where it says what it will use the key for.
 * Source: kubernetes/client-go util/certificate/certificate_manager.go, generateCSR and DefaultKubeletServingGetUsages.
 */
export function checkKey(spki: Uint8Array): void {
  const { kind } = readPublicKey(readDer(spki));
  const bits = Number(/^rsa-(\d+)$/.exec(kind)?.[1] ?? 0);
  if (kind !== 'ecdsa-p256' && (bits < 2048 || bits > 4096)) refuse({ reason: 'key', kind });
}

const families = ['ECDSA', 'RSASSA-PKCS1-v1_5'];
const hashes = ['SHA-256', 'SHA-384', 'SHA-512'];

/** Whether the request is signed by the key in it, as Go's crypto/x509 signs. Undefined: it is. */
export async function checkSignature(
  der: Uint8Array<ArrayBuffer>,
  library: RequestLibrary,
): Promise<RequestFlaw | undefined> {
  const { x509, AsnConvert, ECDSASigValue } = library;
  try {
    const request = new x509.Pkcs10CertificateRequest(der);
    // Its type lacks the name, which it has.
    const { name, hash } = request.signatureAlgorithm as { name?: string; hash?: { name?: string } };
    if (!families.includes(name ?? '') || !hashes.includes(hash?.name ?? ''))
      return { reason: 'signature-kind', algorithm: [name, hash?.name].filter(Boolean).join(' with ') };
    if (name === 'ECDSA')
      sameBytes(AsnConvert.serialize(AsnConvert.parse(request.signature, ECDSASigValue)), request.signature);
    if (!(await request.verify())) return { reason: 'signature' };
    // A key can be written in several ways, too: a point may be compressed, and bytes may follow a modulus.
    const written = new Uint8Array(await crypto.subtle.exportKey('spki', await request.publicKey.export()));
    return equalBytes(written, new Uint8Array(request.publicKey.rawData)) ? undefined : { reason: 'not-der' };
  } catch (error) {
    return error instanceof Flawed ? error.flaw : { reason: 'signature' };
  }
}

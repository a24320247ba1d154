import { type Authority, type KeyPairPem, keyIdentifier } from './authority.js';
import { encodeDer, tags } from './der.js';
import { leafExtensions } from './leaf-extensions.js';
import { encodePem } from './pem.js';
import type { CertificateRequest } from './request.js';
import { generateKey, type KeyKind } from './signing.js';
import { encodeSubject } from './subject.js';
import { settleValidity, type Validity, type ValidityRequest } from './validity.js';

/** When a certificate is made, or (for test keys) the dates it says in place of the request's days. */
export type IssueClock = { readonly now: Date } | { readonly notBefore: Date; readonly notAfter: Date };

/**
 * Makes a key and a certificate for it. Throws RangeError if the CA has ended by the certificate's first day, which
 * `planPki` reports beforehand.
 */
export async function issueCertificate(
  authority: Authority,
  request: CertificateRequest,
  clock: IssueClock,
): Promise<KeyPairPem> {
  const wanted: ValidityRequest = 'now' in clock ? { days: request.days, now: clock.now } : clock;
  const validity = settleValidity(wanted, authority.certificate.notAfter);
  if (validity.notAfter <= validity.notBefore) throw new RangeError('the CA ends before this certificate would begin');
  const key = await generateKey(request.key);
  const content = await toBeSigned(authority, request, validity, key.spki);
  const signature = encodeDer(tags.bitString, Uint8Array.of(0), await signatureOf(authority, content));
  return {
    certificate:
      encodePem('CERTIFICATE', encodeDer(tags.sequence, content, authority.signatureId, signature)) + authority.chain,
    key: encodePem('PRIVATE KEY', key.pkcs8),
  };
}

const version3 = encodeDer(0xa0, encodeDer(tags.integer, Uint8Array.of(2)));

/**
 * TBSCertificate (RFC 5280 §4.1) of parts that the library has encoded, most of them for all of a CA's certificates: its
 * own generator would read each part again, and then the whole, and take half as long again.
 */
async function toBeSigned(
  { library, signatureId, issuer, sharedExtensions }: Authority,
  request: CertificateRequest,
  validity: Validity,
  spki: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const { x509, AsnConvert, Validity: EncodedValidity } = library;
  const subject = new x509.Name(encodeSubject(request.subject)).toArrayBuffer();
  const extensions = leafExtensions(x509, sharedExtensions, request, await keyIdentifier(spki));
  return encodeDer(
    tags.sequence,
    version3,
    encodeDer(tags.integer, serialNumber()),
    signatureId,
    issuer,
    new Uint8Array(AsnConvert.serialize(new EncodedValidity(validity))),
    new Uint8Array(subject),
    spki,
    encodeDer(0xa3, encodeDer(tags.sequence, ...extensions)),
  );
}

/** Sixteen random bytes, the first of them neither zero nor a sign. */
function serialNumber(): Uint8Array {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

/** As certificates have it: WebCrypto gives the two numbers of an EC signature without DER. */
async function signatureOf(
  { library: { x509 }, signingAlgorithm, signingKey }: Authority,
  content: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const signature = await crypto.subtle.sign(signingAlgorithm, signingKey, content);
  return new Uint8Array(new x509.AsnEcSignatureFormatter().toAsnSignature(signingAlgorithm, signature) ?? signature);
}

/**
 * Certificates made at a time: WebCrypto works beside this thread, on a handful of threads of its own. Few where a key
 * takes seconds, as what is under way can't be stopped: after Ctrl-C the process waits for it.
 */
const atATime: Readonly<Record<KeyKind, number>> = { 'ecdsa-p256': 8, 'rsa-2048': 4, 'rsa-3072': 2, 'rsa-4096': 2 };

/** Makes many, and yields them in the order asked for as they are ready. Throws as `issueCertificate` does. */
export async function* issueCertificates<R extends CertificateRequest>(
  authority: Authority,
  requests: readonly R[],
  clock: IssueClock,
): AsyncGenerator<{ readonly request: R; readonly pair: KeyPairPem }> {
  const size = atATime[requests[0]?.key ?? 'ecdsa-p256'];
  for (let start = 0; start < requests.length; start += size) {
    const group = requests.slice(start, start + size);
    yield* await Promise.all(
      group.map(async (request) => ({ request, pair: await issueCertificate(authority, request, clock) })),
    );
  }
}

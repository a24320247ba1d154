import { type Authority, type KeyPairPem, keyIdentifier } from './authority.js';
import { leafExtensions } from './leaf-extensions.js';
import { encodePem } from './pem.js';
import type { CertificateRequest } from './request.js';
import { generateKey, type KeyKind } from './signing.js';
import { encodeSubject } from './subject.js';
import { settleValidity, type ValidityRequest } from './validity.js';

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
  const { x509 } = authority;
  const wanted: ValidityRequest = 'now' in clock ? { days: request.days, now: clock.now } : clock;
  const validity = settleValidity(wanted, authority.certificate.notAfter);
  if (validity.notAfter <= validity.notBefore) throw new RangeError('the CA ends before this certificate would begin');
  const key = await generateKey(request.key);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: new x509.Name(encodeSubject(request.subject)),
    issuer: authority.issuer,
    ...validity,
    publicKey: key.spki,
    signingKey: authority.signingKey,
    signingAlgorithm: authority.signingAlgorithm,
    extensions: leafExtensions(x509, authority.sharedExtensions, request, await keyIdentifier(key.spki)),
  });
  return {
    certificate: encodePem('CERTIFICATE', new Uint8Array(certificate.rawData)) + authority.chain,
    key: encodePem('PRIVATE KEY', key.pkcs8),
  };
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

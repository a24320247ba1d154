import { equalBytes } from './der.js';
import type { PkiFinding } from './finding.js';
import { checkDates, checkIdentity, checkSignature } from './pair.js';
import { encodePem } from './pem.js';
import { belongsTo, readPrivateKey } from './private-key.js';
import type { CertificateReading } from './reading.js';
import type { PlannedCertificate } from './request.js';
import { createSignatureCheck } from './signature.js';
import { provesKey } from './signing.js';
import { checkStrength } from './strength.js';
import { formatName, valuesOf } from './subject.js';

/** A certificate that somebody else's CA gave for a request, with what led to that CA. */
export interface Answer {
  readonly certificate: CertificateReading;
  /** Certificates of CAs that came along; those that are needed are saved behind it. */
  readonly others: readonly CertificateReading[];
}

/** Whether an answer is for this key, PEM. */
export async function answers({ certificate }: Answer, key: string): Promise<boolean> {
  const reading = readPrivateKey(key);
  if (typeof reading === 'string') return false;
  return belongsTo(reading, certificate.publicKey) ?? provesKey(reading, certificate.der.spki);
}

/**
 * Whether an answer says what was asked for, and leads to a CA of the file `ca`. More names and usages are the signer's
 * choice, as many add some by themselves. More groups are not: a group is a right in Kubernetes.
 */
export async function checkAnswer(
  planned: PlannedCertificate,
  { certificate, others }: Answer,
  authorities: readonly CertificateReading[],
  ca: string,
  now: Date,
): Promise<PkiFinding[]> {
  const file = planned.files.certificate;
  const checks = authorities.map((reading) => ({ reading, check: createSignatureCheck(reading) }));
  const groups = valuesOf(certificate.subject, 'O').filter((group) => group !== planned.subject.O);
  return [
    ...checkIdentity(planned, certificate),
    ...(groups.length > 0 && !planned.anySubject ? [{ file, reason: 'unasked-groups' as const, groups }] : []),
    ...(certificate.authority ? [{ file, reason: 'unasked-authority' as const }] : []),
    ...checkDates(file, certificate, { now, warnDays: 0 }),
    ...checkStrength(file, certificate),
    ...(await checkSignature(file, [certificate, ...others], checks, ca)),
  ];
}

/** The text to save: the certificate and those that lead from it to a CA of the folder, which needs none of its own. */
export function answerText({ certificate, others }: Answer, authorities: readonly CertificateReading[]): string {
  const text = encodePem('CERTIFICATE', certificate.der.whole);
  const issued = (each: CertificateReading): boolean => equalBytes(each.der.subject, certificate.der.issuer);
  const next = authorities.some(issued) ? undefined : others.find(issued);
  if (next === undefined) return text;
  return text + answerText({ certificate: next, others: others.filter((each) => each !== next) }, authorities);
}

/** What an answer is called where no request is its own. */
export const answerName = ({ certificate }: Answer): string => formatName(certificate.subject);

import { missingNames } from './alternative-name.js';
import type { PkiFinding } from './finding.js';
import { foreignFilesOf } from './foreign-names.js';
import { belongsTo, type KeyProblem, readPrivateKey } from './private-key.js';
import { type CertificateReading, readCertificates } from './reading.js';
import type { PairFiles, PlannedCertificate } from './request.js';
import { createSignatureCheck, type SignatureVerdict } from './signature.js';
import { provesKey } from './signing.js';
import { formatName, valuesOf } from './subject.js';
import { daysLeft, isEnding } from './validity.js';

/** A file of the PKI folder by its name there; undefined if it doesn't exist. Nothing here writes. */
export type PkiLookup = (file: string) => string | undefined;

/** The dates' judge: the clock, and how many days before a certificate's end to warn. */
export interface ExpiryRule {
  readonly now: Date;
  readonly warnDays: number;
}

const keyReasons = {
  unreadable: 'unreadable-key',
  encrypted: 'encrypted-key',
  unsupported: 'unsupported-key',
} as const satisfies Record<KeyProblem, PkiFinding['reason']>;

/** Whether both files are there and belong together; the certificates if they can be read, the first being the pair's. */
export async function readPair(
  files: PairFiles,
  lookup: PkiLookup,
): Promise<{ certificates?: CertificateReading[]; findings: PkiFinding[] }> {
  const certificate = lookup(files.certificate);
  const key = lookup(files.key);
  if (certificate === undefined && key === undefined)
    return { findings: [{ file: files.certificate, reason: 'missing' }] };
  if (certificate === undefined)
    return { findings: [{ file: files.key, reason: 'half-pair', absent: files.certificate }] };
  const certificates = readCertificates(certificate);
  if (certificates === undefined) return { findings: [{ file: files.certificate, reason: 'unreadable-certificate' }] };
  if (key === undefined)
    return { certificates, findings: [{ file: files.certificate, reason: 'half-pair', absent: files.key }] };
  return { certificates, findings: await checkKey(files, key, certificates) };
}

/** A CA that lies there under another tool's names is not missing: a new one beside it would be refused by its cluster. */
export function orElsewhere(finding: PkiFinding, files: PairFiles, lookup: PkiLookup): PkiFinding {
  const isAbsent =
    finding.reason === 'missing' || (finding.reason === 'half-pair' && finding.absent === files.certificate);
  const found = isAbsent ? foreignFilesOf(files, lookup) : [];
  return found.length > 0 ? { file: files.certificate, reason: 'authority-elsewhere', found } : finding;
}

async function checkKey(files: PairFiles, pem: string, certificates: CertificateReading[]): Promise<PkiFinding[]> {
  const key = readPrivateKey(pem);
  if (typeof key === 'string') return [{ file: files.key, reason: keyReasons[key] }];
  // A leaf's chain may follow it in the file; a CA's file may be a bundle, whose key may be any of theirs.
  const candidates = certificates[0]?.authority ? certificates : certificates.slice(0, 1);
  for (const { publicKey, der } of candidates)
    if (belongsTo(key, publicKey) ?? (await provesKey(key, der.spki))) return [];
  return [{ file: files.key, reason: 'key-mismatch', certificate: files.certificate }];
}

/** Whether a certificate says what was planned. More names, organisations or usages than planned are the user's choice. */
export function checkIdentity(planned: PlannedCertificate, certificate: CertificateReading): PkiFinding[] {
  const file = planned.files.certificate;
  const names = (planned.anySubject ? [] : (['CN', 'O'] as const)).flatMap((attribute): PkiFinding[] => {
    const wanted = planned.subject[attribute];
    const present = valuesOf(certificate.subject, attribute);
    if (wanted === undefined || present.includes(wanted)) return [];
    return [{ file, reason: 'wrong-name', attribute, planned: wanted, present: present.join(', ') }];
  });
  const absent = missingNames(planned.sans, certificate.sans);
  const usages = planned.usages.filter((usage) => !certificate.usages.includes(usage));
  return [
    ...names,
    ...(absent.length > 0 ? [{ file, reason: 'missing-sans' as const, names: absent }] : []),
    ...(usages.length > 0 ? [{ file, reason: 'missing-usages' as const, usages }] : []),
  ];
}

/** `newDays`: how long a new one would hold, which decides what is soon; nobody renews a CA in passing, so any of its days counts. */
export function checkDates(
  file: string,
  certificate: CertificateReading,
  rule: ExpiryRule,
  newDays = Number.POSITIVE_INFINITY,
): PkiFinding[] {
  const { notBefore, notAfter } = certificate;
  if (notAfter < notBefore) return [{ file, reason: 'never-valid', notBefore, notAfter }];
  if (rule.now < notBefore) return [{ file, reason: 'not-yet-valid', notBefore }];
  if (rule.now > notAfter) return [{ file, reason: 'expired', notAfter }];
  const limit = new Date(rule.now.getTime() + rule.warnDays * 86_400_000);
  const days = daysLeft(certificate, rule.now);
  return isEnding(certificate, limit, rule.now, newDays) ? [{ file, reason: 'expires-soon', notAfter, days }] : [];
}

/**
 * One CA of the bundle having signed it is enough, or having signed one that signed it and stands behind it in its file:
 * `chain` is all of that file, the pair's own certificate first.
 */
export async function checkSignature(
  file: string,
  chain: readonly CertificateReading[],
  authorities: readonly { reading: CertificateReading; check: (c: CertificateReading) => Promise<SignatureVerdict> }[],
  ca: string,
): Promise<PkiFinding[]> {
  const [first] = authorities;
  const [certificate, ...behind] = chain;
  if (first === undefined || certificate === undefined) return [];
  const verdicts = await Promise.all(authorities.map(({ check }) => check(certificate)));
  if (verdicts.includes('valid')) return [];
  // That it is weak is told whoever signed it: `checkStrength`.
  if (verdicts.includes('weak')) return [];
  for (const link of behind) {
    const others = behind.filter((each) => each !== link);
    if (link.authority && (await createSignatureCheck(link)(certificate)) === 'valid')
      return checkSignature(file, [link, ...others], authorities, ca);
  }
  if (verdicts.includes('unknown')) return [{ file, reason: 'unchecked-signature', ca }];
  const [issuer, authority] = [formatName(certificate.issuer), formatName(first.reading.subject)];
  return [{ file, reason: 'foreign-signature', issuer, authority, ca }];
}

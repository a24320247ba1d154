import { severityOf } from './explain-finding.js';
import type { PkiFinding } from './finding.js';
import {
  checkDates,
  checkIdentity,
  checkSignature,
  type ExpiryRule,
  orElsewhere,
  type PkiLookup,
  readPair,
} from './pair.js';
import type { CertificateReading } from './reading.js';
import { authorityFiles, type PairFiles, type PlannedCertificate } from './request.js';
import { createSignatureCheck } from './signature.js';
import { checkStrength } from './strength.js';

/**
 * One pair of the folder against the plan. `missing`: neither file is there, so it may be made. `kept`: good, perhaps
 * with warnings. `wrong`: has an error, and is left as it is until its owner moves it away.
 */
export interface PairPlan {
  readonly files: PairFiles;
  readonly state: 'kept' | 'missing' | 'wrong';
  readonly findings: readonly PkiFinding[];
  /** What the certificate says, where it can be read. */
  readonly certificate?: CertificateReading;
}

export type PlannedPair = PairPlan & { readonly planned: PlannedCertificate };

export interface PkiPlan {
  readonly authority: PairPlan;
  /** In the order planned. */
  readonly certificates: readonly PlannedPair[];
  /** All findings, the CA's first. */
  readonly findings: readonly PkiFinding[];
}

export interface PkiPlanRequest {
  readonly lookup: PkiLookup;
  /** Whom a file of the folder is open to, as permission bits; undefined where the system has none, or there is no file. */
  readonly modeOf?: (file: string) => number | undefined;
  readonly planned: readonly PlannedCertificate[];
  /** The files of the CA that signs them; the cluster's if absent. */
  readonly signer?: PairFiles;
  /** Its key is not in the folder, because a program signs; a CA that is missing is then its owner's to bring. */
  readonly signedElsewhere?: boolean;
  /** Keys that are encrypted are taken as they are: who looks at ends alone need not open them. */
  readonly keysMayStaySealed?: boolean;
  readonly now: Date;
  /** Warn this many days before an end; 30 if absent. */
  readonly warnDays?: number;
}

/** X.520's upper bound for a common name. `openssl req` won't make a longer one; it, Go and Kubernetes accept it. */
const longestCommonName = 64;

/**
 * Compares what the folder holds with what the cluster needs: names, dates, keys and signatures. It reads only, and
 * needs no X.509 library, so that `render` can ask on every run.
 */
export async function planPki({
  lookup,
  modeOf = () => undefined,
  planned,
  signer = authorityFiles,
  signedElsewhere = false,
  keysMayStaySealed = false,
  now,
  warnDays = 30,
}: PkiPlanRequest): Promise<PkiPlan> {
  const ca = signer.certificate;
  const rule = { now, warnDays };
  const openKey = ({ key: file }: PairFiles): PkiFinding[] => {
    const mode = modeOf(file) ?? 0;
    return (mode & 0o044) === 0 ? [] : [{ file, reason: 'key-open', mode }];
  };
  const read = async (files: PairFiles) => {
    const { findings: found, ...pair } = await readPair(files, lookup);
    return { ...pair, findings: keysMayStaySealed ? found.map(leftSealed) : found };
  };
  const { certificates: authorities = [], findings: ofPair } = await read(signer);
  const findings = ofPair
    .map((finding) => orElsewhere(finding, signer, lookup))
    .map(
      (finding): PkiFinding =>
        signedElsewhere && finding.reason === 'missing' ? { file: ca, reason: 'authority-not-brought' } : finding,
    );
  const checks = authorities.map((reading) => ({ reading, check: createSignatureCheck(reading) }));
  const absent = ofPair.some(({ reason }) => reason === 'missing');
  const certificates = await Promise.all(
    planned.map(async (each) => {
      const { certificates: chain = [], findings: pairFindings } = await read(each.files);
      const [certificate] = chain;
      const judged = certificate && [
        ...(absent ? [{ file: each.files.certificate, reason: 'authority-absent' as const, ca }] : []),
        ...(await checkSignature(each.files.certificate, chain, checks, ca)),
        ...checkStrength(each.files.certificate, certificate),
        ...checkIdentity(each, certificate),
        ...checkDates(each.files.certificate, certificate, rule, each.days),
      ];
      const all = [...pairFindings, ...(judged ?? []), ...checkName(each), ...openKey(each.files)];
      return settlePair(each, all, certificate);
    }),
  );
  const authority = settleAuthority(
    signer,
    authorities,
    [...findings, ...openKey(signer)],
    rule,
    !signedElsewhere && certificates.some(({ state }) => state === 'missing'),
  );
  return {
    authority,
    certificates,
    findings: [authority, ...certificates].flatMap((pair) => pair.findings),
  };
}

const leftSealed = (finding: PkiFinding): PkiFinding =>
  finding.reason === 'encrypted-key' ? { file: finding.file, reason: 'sealed-key' } : finding;

function settlePair(planned: PlannedCertificate, findings: PkiFinding[], certificate: CertificateReading | undefined) {
  return { files: planned.files, planned, state: stateOf(findings), findings, ...(certificate && { certificate }) };
}

function settleAuthority(
  files: PairFiles,
  authorities: readonly CertificateReading[],
  pairFindings: readonly PkiFinding[],
  rule: ExpiryRule,
  mustSign: boolean,
): PairPlan {
  const [certificate] = authorities;
  const file = files.certificate;
  // A CA without its key is how a careful owner keeps the folder: it vouches, and can't be stolen.
  const keyless = certificate !== undefined && pairFindings.some(({ reason }) => reason === 'half-pair');
  const findings: PkiFinding[] = [
    ...(keyless ? pairFindings.filter(({ reason }) => reason !== 'half-pair') : pairFindings),
    ...(keyless && mustSign ? [{ file: files.key, reason: 'authority-key-absent' as const, ca: file }] : []),
    ...authorities.flatMap((each) => (each.authority ? [] : [{ file, reason: 'not-authority' as const }])).slice(0, 1),
    ...authorities.flatMap((each) => checkStrength(file, each)),
    ...(certificate ? checkDates(file, certificate, rule) : []),
  ];
  return { files, state: stateOf(findings), findings, ...(certificate && { certificate }) };
}

function checkName({ files, subject: { CN = '' } }: PlannedCertificate): PkiFinding[] {
  return [...CN].length > longestCommonName ? [{ file: files.certificate, reason: 'long-name', name: CN }] : [];
}

function stateOf(findings: readonly PkiFinding[]): PairPlan['state'] {
  if (findings.some(({ reason }) => reason === 'missing')) return 'missing';
  return findings.some((finding) => severityOf(finding) === 'error') ? 'wrong' : 'kept';
}

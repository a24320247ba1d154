import type { PkiFinding } from '../pki/finding.js';
import { checkDates, checkIdentity, type ExpiryRule, orElsewhere, type PkiLookup } from '../pki/pair.js';
import { belongsTo, readPrivateKey } from '../pki/private-key.js';
import { type CertificateReading, readCertificates } from '../pki/reading.js';
import type { PairFiles, PlannedCertificate } from '../pki/request.js';
import { checkStrength } from '../pki/strength.js';
import type { IssuerCheck } from './key-folder.js';

/** A pair's texts, as far as its files are there, and what is wrong with them. */
export interface PairFileReading {
  readonly certificate?: string;
  readonly key?: string;
  readonly reading?: CertificateReading;
  readonly findings: readonly PkiFinding[];
}

export interface AuthorityReading {
  readonly text: string;
  /** The CA's certificates: a bundle where one is being replaced. */
  readonly readings: readonly CertificateReading[];
  readonly findings: readonly PkiFinding[];
}

/** The CA's certificate. Its key is not looked at: a render does not need it. */
export function readAuthority(files: PairFiles, lookup: PkiLookup, rule: ExpiryRule): AuthorityReading {
  const { certificate: file } = files;
  const text = lookup(file);
  if (text === undefined) {
    return { text: '', readings: [], findings: [orElsewhere({ file, reason: 'missing' }, files, lookup)] };
  }
  const readings = readCertificates(text) ?? [];
  const [first] = readings;
  if (first === undefined) return { text, readings, findings: [{ file, reason: 'unreadable-certificate' }] };
  const notAuthority = readings.some(({ authority }) => !authority);
  return {
    text,
    readings,
    findings: [
      ...(notAuthority ? [{ file, reason: 'not-authority' as const }] : []),
      ...readings.flatMap((reading) => checkStrength(file, reading)),
      ...checkDates(file, first, rule),
    ],
  };
}

const keyReasons = {
  unreadable: 'unreadable-key',
  encrypted: 'encrypted-key',
  unsupported: 'unsupported-key',
} as const;

function checkKey(files: PairFiles, pem: string, certificate: CertificateReading): PkiFinding[] {
  const key = readPrivateKey(pem);
  if (typeof key === 'string') return [{ file: files.key, reason: keyReasons[key] }];
  // Undefined: the file does not hold the public half. `pki list` does the arithmetic then.
  return belongsTo(key, certificate.publicKey) === false
    ? [{ file: files.key, reason: 'key-mismatch', certificate: files.certificate }]
    : [];
}

/** Reads a pair and checks that it says what was planned: its names, its key, its dates, its issuer. */
export function readPlannedPair(
  planned: PlannedCertificate,
  lookup: PkiLookup,
  rule: ExpiryRule,
  checkIssuer: IssuerCheck,
): PairFileReading {
  const { files } = planned;
  const [certificate, key] = [lookup(files.certificate), lookup(files.key)];
  const missing = [
    ...(certificate === undefined ? [files.certificate] : []),
    ...(key === undefined ? [files.key] : []),
  ];
  if (certificate === undefined || key === undefined) {
    return { findings: missing.map((file) => ({ file, reason: 'missing' })) };
  }
  const chain = readCertificates(certificate) ?? [];
  const [reading] = chain;
  if (reading === undefined) {
    return { certificate, key, findings: [{ file: files.certificate, reason: 'unreadable-certificate' }] };
  }
  const findings = [
    ...checkKey(files, key, reading),
    ...checkIdentity(planned, reading),
    ...checkStrength(files.certificate, reading),
    ...checkDates(files.certificate, reading, rule, planned.days),
    ...checkIssuer(files.certificate, chain),
  ];
  return { certificate, key, reading, findings };
}

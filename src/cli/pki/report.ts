import { join } from 'node:path';
import { explainFinding } from '../../pki/explain-finding.js';
import type { PkiFinding } from '../../pki/finding.js';
import type { PairPlan, PkiPlan } from '../../pki/plan.js';
import { formatName } from '../../pki/subject.js';
import { daysLeft } from '../../pki/validity.js';
import { coloursFor } from '../colour.js';
import { say } from '../console.js';
import { shellWord } from '../shell-word.js';
import { counted, textTable } from '../text-table.js';
import type { TokenRow } from './token.js';

/** One pair as `pki list` shows it. */
export interface PairRow {
  readonly file: string;
  readonly key: string;
  readonly subject: string | null;
  readonly sans: readonly string[];
  /** Lower-case hexadecimal, as OpenSSL and a CA's records have it. */
  readonly serial: string | null;
  readonly issuer: string | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly daysLeft: number | null;
  readonly state: PairPlan['state'];
  readonly findings: readonly {
    readonly file: string;
    readonly severity: string;
    readonly text: string;
    readonly wayOut: string;
  }[];
}

function rowOf({ files, state, findings, certificate }: PairPlan, now: Date): PairRow {
  return {
    file: files.certificate,
    key: files.key,
    subject: certificate ? formatName(certificate.subject) : null,
    sans: certificate ? [...certificate.sans.dns, ...certificate.sans.ip] : [],
    serial: certificate?.serial ?? null,
    issuer: certificate ? formatName(certificate.issuer) : null,
    validFrom: certificate ? certificate.notBefore.toISOString() : null,
    validUntil: certificate ? certificate.notAfter.toISOString() : null,
    daysLeft: certificate ? daysLeft(certificate, now) : null,
    state,
    findings: findings.map((finding) => ({ file: finding.file, ...explainFinding(finding) })),
  };
}

/** Each CA's pair, then every other that it signs. */
export function pairRows(plans: readonly PkiPlan[], now: Date): PairRow[] {
  return plans.flatMap(({ authority, certificates }) => [authority, ...certificates].map((pair) => rowOf(pair, now)));
}

/** The rows as JSON, the token's behind the pairs'. */
export function rowsText(rows: readonly PairRow[], token: TokenRow | undefined): string {
  return `${JSON.stringify(token ? [...rows, token] : rows, null, 2)}\n`;
}

export function pairTable(rows: readonly PairRow[]): string {
  const head = ['file', 'subject', 'names and addresses', 'valid until', 'days left', 'state', 'serial'];
  const cells = rows.map(({ file, subject, sans, validUntil, daysLeft: left, state, serial }) => [
    file,
    subject ?? '-',
    sans.join(', ') || '-',
    validUntil?.slice(0, 10) ?? '-',
    String(left ?? '-'),
    state,
    serial ?? '-',
  ]);
  return textTable([head, ...cells]);
}

/** Findings of one reason that are said one by one: in a folder of thousands they would bury all others. */
const alike = 10;

/** Says each finding with its way out, of many alike the first; true where one is an error. */
export function sayFindings(folder: string, findings: readonly PkiFinding[]): boolean {
  const colours = coloursFor('talk');
  let wrong = false;
  const count = new Map<string, number>();
  const path = (file: string) => shellWord(join(folder, file));
  // Nothing is made before the CA is in its place, so what is missing besides is no news.
  const isWaiting = findings.some(({ reason }) => reason === 'authority-elsewhere');
  for (const finding of findings) {
    const { severity, text, wayOut } = explainFinding(finding, path);
    wrong ||= severity === 'error';
    if (isWaiting && finding.reason === 'missing') continue;
    const before = count.get(finding.reason) ?? 0;
    count.set(finding.reason, before + 1);
    if (before >= alike) continue;
    const word = severity === 'error' ? colours.red('error') : colours.yellow('warning');
    say(`${word}: ${join(folder, finding.file)} ${text}\n  hint: ${wayOut}`);
  }
  const more = [...count.values()].reduce((sum, each) => sum + Math.max(0, each - alike), 0);
  if (more > 0)
    say(`… and ${counted(more, 'file')} more of the same kinds: "bootwright pki list --format json" has them all`);
  return wrong;
}

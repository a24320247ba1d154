import { severityOf } from '../../pki/explain-finding.js';
import type { PairPlan, PlannedPair } from '../../pki/plan.js';
import type { CertificateReading } from '../../pki/reading.js';
import { daysOf, isEnding } from '../../pki/validity.js';
import { secretFiles } from '../at-rest/secret-files.js';
import { type Arguments, lastValue } from '../command.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { misuse } from '../misuse.js';
import { reportProblems } from '../problems.js';
import { counted } from '../text-table.js';
import { beforeMistake, readBefore } from './before.js';
import { planFolder, readPkiCluster } from './cluster.js';
import { pairRows, pairTable, rowsText, sayFindings } from './report.js';
import { sayTokenProblem, tokenRow, tokenText } from './token.js';

/** What a new one would hold: of a CA as long as this one. */
const newDaysOf = (pair: PairPlan | PlannedPair, certificate: CertificateReading): number =>
  'planned' in pair ? pair.planned.days : daysOf(certificate);

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const before = readBefore(lastValue(given, 'before'), now);
  if (before === undefined) return misuse(beforeMistake);
  const pki = readPkiCluster(given);
  if (pki === undefined) return exitStatus.refused;
  const closed = await pki.vault.open(secretFiles(pki));
  // Ends stand in the certificates: who gives nothing that opens keys is told of them all the same.
  if (pki.vault.hasSources && closed.length > 0) {
    reportProblems([{ spec: pki.spec, diagnostics: closed }], 'text', 'talk');
    return exitStatus.refused;
  }
  const plans = (await planFolder(pki, now, true)).map(({ plan }) => plan);
  const rows = pairRows(plans, now);
  const findings = plans.flatMap((plan) => plan.findings);
  const pairs = plans.flatMap(({ authority, certificates }) => [authority, ...certificates]);
  const ends = pairs.filter(
    (pair) => before && pair.certificate && isEnding(pair.certificate, before, now, newDaysOf(pair, pair.certificate)),
  );
  const wrong = ends.length > 0 || findings.some((finding) => severityOf(finding) === 'error');
  const token = tokenRow(pki, now);
  if (pki.format === 'json') printData(rowsText(rows, token));
  else {
    printData(pairTable(rows) + (token ? tokenText(token) : ''));
    // What is missing stands in the table already.
    sayFindings(
      pki.folder,
      findings.filter(({ reason }) => reason !== 'missing'),
    );
  }
  if (ends.length > 0)
    say(
      `${counted(ends.length, 'certificate')} of ${rows.length} end before ${before?.toISOString().slice(0, 16)}Z: run "bootwright pki renew"`,
    );
  // A missing one, too, stands in the list already.
  const wrongToken = token?.state === 'missing' || sayTokenProblem(pki.folder, token);
  return wrong || wrongToken ? exitStatus.refused : exitStatus.fine;
}

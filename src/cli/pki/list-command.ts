import { severityOf } from '../../pki/finding.js';
import type { Arguments } from '../command.js';
import { printData } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { planFolder, readPkiCluster } from './cluster.js';
import { pairRows, pairTable, rowsText, sayFindings } from './report.js';
import { sayTokenProblem, tokenRow, tokenText } from './token.js';

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const pki = readPkiCluster(given);
  if (pki === undefined) return exitStatus.refused;
  const plans = (await planFolder(pki, now)).map(({ plan }) => plan);
  const rows = pairRows(plans, now);
  const findings = plans.flatMap((plan) => plan.findings);
  const wrong = findings.some((finding) => severityOf(finding) === 'error');
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
  // A missing one, too, stands in the list already.
  const wrongToken = token?.state === 'missing' || sayTokenProblem(pki.folder, token);
  return wrong || wrongToken ? exitStatus.refused : exitStatus.fine;
}

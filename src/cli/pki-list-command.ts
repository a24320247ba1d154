import { severityOf } from '../pki/finding.js';
import type { Arguments } from './command.js';
import { printData } from './console.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { planFolder, readPkiCluster } from './pki-cluster.js';
import { pairRows, pairTable, sayFindings } from './pki-report.js';

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const pki = readPkiCluster(given);
  if (pki === undefined) return exitStatus.refused;
  const plans = (await planFolder(pki, now)).map(({ plan }) => plan);
  const rows = pairRows(plans, now);
  const findings = plans.flatMap((plan) => plan.findings);
  const wrong = findings.some((finding) => severityOf(finding) === 'error');
  if (pki.format === 'json') printData(`${JSON.stringify(rows, null, 2)}\n`);
  else {
    printData(pairTable(rows));
    // What is missing stands in the table already.
    sayFindings(
      pki.folder,
      findings.filter(({ reason }) => reason !== 'missing'),
    );
  }
  return wrong ? exitStatus.refused : exitStatus.fine;
}

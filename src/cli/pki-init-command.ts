import { join } from 'node:path';
import type { PkiPlan } from '../pki/plan.js';
import { plannedAuthorities } from '../pki/request.js';
import type { Arguments } from './command.js';
import { printData, say } from './console.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { saveNewAuthority } from './new-authority.js';
import { planAuthority, readPkiCluster } from './pki-cluster.js';
import { identitiesOf, makePkiFolder } from './pki-folder.js';
import { pairRows, rowsText, sayFindings } from './pki-report.js';
import { sayFolder } from './pki-speech.js';
import { sayTokenProblem, settleToken } from './pki-token.js';

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const pki = readPkiCluster(given);
  if (pki === undefined) return exitStatus.refused;
  const { cluster, folder, format } = pki;
  const plans: PkiPlan[] = [];
  for (const wanted of plannedAuthorities(identitiesOf(cluster))) {
    // The CA alone: what it is to sign is for `pki issue`.
    const look = () => planAuthority(pki, { ...wanted, certificates: [] }, now);
    const missing = (await look()).authority.state === 'missing';
    if (missing) {
      sayFolder(folder, makePkiFolder(folder));
      await saveNewAuthority(folder, cluster, wanted, now);
    }
    plans.push(await look());
    say(`${join(folder, wanted.files.certificate)}: ${missing ? 'made' : 'kept'}`);
  }
  const token = settleToken(pki, now);
  if (format === 'json') printData(rowsText(pairRows(plans, now), token));
  const findings = plans.flatMap((plan) => plan.findings);
  const wrong = [sayFindings(folder, findings), sayTokenProblem(folder, token)];
  return wrong.includes(true) ? exitStatus.refused : exitStatus.fine;
}

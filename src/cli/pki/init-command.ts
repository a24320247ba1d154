import { join } from 'node:path';
import { identitiesOf } from '../../credentials/identities.js';
import type { PkiPlan } from '../../pki/plan.js';
import { plannedAuthorities } from '../../pki/request.js';
import type { Arguments } from '../command.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { type PkiCluster, planAuthority, readPkiCluster } from './cluster.js';
import { makeKeys } from './make-keys.js';
import { saveNewAuthority } from './new-authority.js';
import { pairRows, rowsText, sayFindings } from './report.js';
import { sayTokenProblem, settleToken } from './token.js';

async function initAll(pki: PkiCluster, now: Date): Promise<ExitStatus> {
  const { cluster, folder, format } = pki;
  const plans: PkiPlan[] = [];
  for (const wanted of plannedAuthorities(identitiesOf(cluster))) {
    // The CA alone: what it is to sign is for `pki issue`.
    const look = () => planAuthority(pki, { ...wanted, certificates: [] }, now);
    const before = await look();
    const isMissing = before.authority.state === 'missing';
    if (isMissing) await saveNewAuthority(pki, wanted, now);
    const after = isMissing ? await look() : before;
    plans.push(after);
    const file = join(folder, wanted.files.certificate);
    if (after.authority.state === 'kept') say(`${file}: ${isMissing ? 'made' : 'kept'}`);
  }
  const token = await settleToken(pki, now);
  if (format === 'json') printData(rowsText(pairRows(plans, now), token));
  const findings = plans.flatMap((plan) => plan.findings);
  const wrong = [sayFindings(folder, findings), sayTokenProblem(folder, token)];
  return wrong.includes(true) ? exitStatus.refused : exitStatus.fine;
}

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const pki = readPkiCluster(given);
  if (pki === undefined) return exitStatus.refused;
  return makeKeys(given, pki, now, () => initAll(pki, now));
}

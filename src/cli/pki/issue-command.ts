import { join } from 'node:path';
import type { PkiPlan } from '../../pki/plan.js';
import type { PlannedAuthority } from '../../pki/request.js';
import type { Arguments } from '../command.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { misuse } from '../misuse.js';
import { counted } from '../text-table.js';
import { clockFrom } from './clock.js';
import { type AuthorityPlan, type PkiCluster, planAuthority, readPkiCluster } from './cluster.js';
import { savePair } from './folder.js';
import { makeKeys } from './make-keys.js';
import { saveNewAuthority } from './new-authority.js';
import { pairRows, rowsText, sayFindings } from './report.js';
import { signPairs } from './sign.js';
import { sayTokenProblem, settleToken } from './token.js';

/** Makes what is missing; the number of pairs made. A CA that cannot sign stands in the plan's findings as an error. */
function issueMissing(pki: PkiCluster, { files }: PlannedAuthority, plan: PkiPlan, now: Date): Promise<number> {
  const missing = plan.certificates.filter(({ state }) => state === 'missing').map(({ planned }) => planned);
  return signPairs(pki, files, plan.authority.state === 'kept' ? missing : [], now, savePair);
}

/** A CA of our own is made only for an empty folder: beside certificates of another one it would make them worthless. */
function isEmpty({ authority, certificates }: PkiPlan): boolean {
  return authority.state === 'missing' && certificates.every(({ state }) => state === 'missing');
}

/** One CA: made where the folder has nothing of it, and then everything that it is to sign. */
async function issueUnder(pki: PkiCluster, { wanted, plan }: AuthorityPlan, now: Date) {
  const { folder } = pki;
  const clock = clockFrom(now);
  let before = plan;
  if (isEmpty(before)) {
    await saveNewAuthority(pki, wanted, now);
    say(`${join(folder, wanted.files.certificate)}: made, because there was no CA`);
    before = await planAuthority(pki, wanted, now);
  }
  const made = await issueMissing(pki, wanted, before, now);
  const kept = before.certificates.filter(({ state }) => state === 'kept').length;
  const missing = before.certificates.filter(({ state }) => state === 'missing').length;
  const after = made > 0 ? await planAuthority(pki, wanted, clock()) : before;
  return { made, kept, after, left: before.authority.state === 'kept' ? missing - made : 0 };
}

async function issueAll(pki: PkiCluster, plans: readonly AuthorityPlan[], now: Date, newToken: boolean) {
  const { folder, format } = pki;
  let [made, kept, left] = [0, 0, 0];
  const after: PkiPlan[] = [];
  for (const each of plans) {
    const issued = await issueUnder(pki, each, now);
    made += issued.made;
    kept += issued.kept;
    left += issued.left;
    after.push(issued.after);
  }
  const token = await settleToken(pki, now, newToken);
  say(`${folder}: ${counted(made, 'certificate')} made, ${kept} kept`);
  if (format === 'json') printData(rowsText(pairRows(after, now), token));
  // Why something could not be made has been said.
  const findings = after.flatMap((plan) => plan.findings).filter(({ reason }) => left === 0 || reason !== 'missing');
  const wrong = [sayFindings(folder, findings), sayTokenProblem(folder, token)];
  return left > 0 || wrong.includes(true) ? exitStatus.refused : exitStatus.fine;
}

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const pki = readPkiCluster(given);
  if (pki === undefined) return exitStatus.refused;
  const newToken = given.flags.has('new-token');
  if (newToken && pki.cluster.bootstrap === null) {
    return misuse('--new-token is for spec.credentials.type bootstrapToken, but this spec uses certificates');
  }
  return makeKeys(given, pki, now, (plans) => issueAll(pki, plans, now, newToken));
}

import { severityOf } from '../../pki/explain-finding.js';
import type { PkiPlan, PlannedPair } from '../../pki/plan.js';
import { isEnding } from '../../pki/validity.js';
import { type Arguments, lastValue } from '../command.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { misuse } from '../misuse.js';
import { counted } from '../text-table.js';
import { beforeMistake, readBefore } from './before.js';
import { clockFrom } from './clock.js';
import { type AuthorityPlan, type PkiCluster, planAuthority, readPkiCluster } from './cluster.js';
import { makeKeys } from './make-keys.js';
import { replacePair } from './replace-pair.js';
import { pairRows, rowsText, sayFindings } from './report.js';
import { signPairs } from './sign.js';

/**
 * Whether a pair is to be replaced. One that ends is, unless it is wrong besides, which its owner has to look at, or the
 * CA ends no later. With `all` every one that is there is: after a change of the CA, say.
 */
function isDue(
  { certificate, findings, planned }: PlannedPair,
  { authority }: PkiPlan,
  limit: Date | 'all',
  now: Date,
): boolean {
  if (certificate === undefined || limit === 'all') return certificate !== undefined;
  const isWrong = findings.some((each) => severityOf(each) === 'error' && each.reason !== 'expired');
  const last = authority.certificate?.notAfter ?? certificate.notAfter;
  return !isWrong && isEnding(certificate, limit, now, planned.days) && certificate.notAfter < last;
}

async function renewUnder(pki: PkiCluster, { wanted, plan }: AuthorityPlan, limit: Date | 'all', now: Date) {
  const clock = clockFrom(now);
  const due = plan.certificates.filter((pair) => isDue(pair, plan, limit, now)).map(({ planned }) => planned);
  // A CA that is wrong signs nothing: what it lacks stands in the findings.
  const made = plan.authority.state === 'kept' ? await signPairs(pki, wanted.files, due, now, replacePair) : 0;
  const after = made > 0 ? await planAuthority(pki, wanted, clock()) : plan;
  return { made, left: due.length - made, kept: plan.certificates.length - due.length, after };
}

async function renewAll(pki: PkiCluster, plans: readonly AuthorityPlan[], limit: Date | 'all', now: Date) {
  const { folder, format } = pki;
  let [made, kept, left] = [0, 0, 0];
  const after: PkiPlan[] = [];
  for (const each of plans) {
    const renewed = await renewUnder(pki, each, limit, now);
    made += renewed.made;
    kept += renewed.kept;
    left += renewed.left;
    after.push(renewed.after);
  }
  say(`${folder}: ${counted(made, 'certificate')} renewed, ${kept} kept`);
  if (made > 0) say('render next: machines keep the old ones until they get a new document');
  if (format === 'json') printData(rowsText(pairRows(after, now), undefined));
  const wrong = sayFindings(
    folder,
    after.flatMap((plan) => plan.findings),
  );
  return wrong || left > 0 ? exitStatus.refused : exitStatus.fine;
}

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const before = readBefore(lastValue(given, 'before'), now);
  if (before === undefined || before === null) return misuse(beforeMistake);
  const pki = readPkiCluster(given);
  if (pki === undefined) return exitStatus.refused;
  const limit = given.flags.has('all') ? 'all' : before;
  return makeKeys(given, pki, now, (plans) => renewAll(pki, plans, limit, now));
}

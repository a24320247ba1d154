import { join } from 'node:path';
import { type Answer, answerName, answers, answerText, checkAnswer } from '../../pki/answer.js';
import type { KeyPairPem } from '../../pki/authority.js';
import { explainFinding } from '../../pki/explain-finding.js';
import type { PkiFinding } from '../../pki/finding.js';
import { type CertificateReading, readCertificates } from '../../pki/reading.js';
import type { PlannedCertificate } from '../../pki/request.js';
import { sealPair } from '../at-rest/seal-pair.js';
import type { Arguments } from '../command.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { shellWord } from '../shell-word.js';
import { counted } from '../text-table.js';
import { type AuthorityPlan, type PkiCluster, readPkiCluster } from './cluster.js';
import { savePair } from './folder.js';
import { makeKeys } from './make-keys.js';
import { replacePair } from './replace-pair.js';
import { readAnswers, removeRequest, requestFiles, requestsFolder } from './requests.js';

/** A request that waits for its answer. */
interface Pending {
  readonly planned: PlannedCertificate;
  readonly key: string;
  /** The file of the CA that is to have signed it, and what it holds. */
  readonly ca: string;
  readonly authorities: readonly CertificateReading[];
}

function pendingIn({ vault: { lookup } }: PkiCluster, plans: readonly AuthorityPlan[]): Pending[] {
  return plans.flatMap(({ wanted: { files, certificates } }) => {
    const authorities = readCertificates(lookup(files.certificate) ?? '') ?? [];
    return certificates.flatMap((planned) => {
      const key = lookup(requestFiles(planned.files).key);
      return key === undefined ? [] : [{ planned, key, ca: files.certificate, authorities }];
    });
  });
}

/** What is wrong with one answer, in a line. */
function sayWrong(path: string, folder: string, finding: PkiFinding): void {
  say(`error: ${path} ${explainFinding(finding, (file) => shellWord(join(folder, file))).text}`);
}

async function pendingOf(answer: Answer, pending: readonly Pending[]): Promise<Pending | undefined> {
  for (const each of pending) if (await answers(answer, each.key)) return each;
  return undefined;
}

interface Accepted {
  readonly pending: Pending;
  readonly pair: KeyPairPem;
}

/** Everything is looked at, and every mistake told, before anything is written; undefined where there is one. */
async function acceptAll(
  folder: string,
  found: readonly (Answer & { readonly path: string })[],
  pending: readonly Pending[],
  now: Date,
): Promise<readonly Accepted[] | undefined> {
  const accepted = new Map<Pending, Accepted>();
  let wrong = false;
  for (const answer of found) {
    const own = await pendingOf(answer, pending);
    // The CA's own certificate may lie beside those that it signed.
    if (own === undefined && answer.certificate.authority) continue;
    if (own === undefined) {
      say(`error: ${answer.path} (${answerName(answer)}) has a key that none of the requests is for`);
      wrong = true;
      continue;
    }
    const { planned, authorities, ca, key } = own;
    const findings: PkiFinding[] =
      authorities.length === 0
        ? [{ file: ca, reason: 'authority-absent', ca: join(folder, ca) }]
        : await checkAnswer(planned, answer, authorities, ca, now);
    for (const finding of findings) sayWrong(answer.path, folder, finding);
    wrong ||= findings.length > 0;
    accepted.set(own, { pending: own, pair: { key, certificate: answerText(answer, authorities) } });
  }
  return wrong ? undefined : [...accepted.values()];
}

function save({ folder, vault: { lookup } }: PkiCluster, { pending: { planned }, pair }: Accepted): void {
  const { files } = planned;
  const isThere = lookup(files.certificate) !== undefined && lookup(files.key) !== undefined;
  (isThere ? replacePair : savePair)(folder, files, pair);
  removeRequest(folder, files);
}

async function importAll(
  pki: PkiCluster,
  plans: readonly AuthorityPlan[],
  from: string,
  now: Date,
): Promise<ExitStatus> {
  const { folder, vault, format } = pki;
  const found = readAnswers(from);
  if (typeof found === 'string') {
    say(`error: ${found} is not a readable PEM certificate\nnothing was taken`);
    return exitStatus.refused;
  }
  const pending = pendingIn(pki, plans);
  const accepted = await acceptAll(folder, found, pending, now);
  if (accepted === undefined || accepted.length === 0) {
    say(accepted === undefined ? 'nothing was taken' : `${from}: no certificates there; nothing was taken`);
    return exitStatus.refused;
  }
  const sealed = await Promise.all(
    accepted.map(async ({ pending: own, pair }) => ({ pending: own, pair: await sealPair(vault, pair) })),
  );
  for (const each of sealed) save(pki, each);
  if (format === 'json')
    printData(
      `${JSON.stringify(
        accepted.map(({ pending: { planned } }) => planned.files),
        null,
        2,
      )}\n`,
    );
  const left = pending.length - accepted.length;
  say(`${folder}: ${counted(accepted.length, 'certificate')} taken, ${counted(left, 'request')} left`);
  return exitStatus.fine;
}

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const pki = readPkiCluster(given);
  if (pki === undefined) return exitStatus.refused;
  const from = given.operands[1] ?? join(pki.folder, requestsFolder);
  return makeKeys(given, pki, now, (plans) => importAll(pki, plans, from, now));
}

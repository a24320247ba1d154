import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PlannedPair } from '../../pki/plan.js';
import type { PlannedCertificate } from '../../pki/request.js';
import { createSigningRequest } from '../../pki/signing-request.js';
import { isEnding } from '../../pki/validity.js';
import { type Arguments, lastValue } from '../command.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { placeToWrite } from '../files/place-below.js';
import { replaceFile } from '../files/replace-file.js';
import { misuse } from '../misuse.js';
import { shellWord } from '../shell-word.js';
import { counted, textTable } from '../text-table.js';
import { beforeMistake, readBefore } from './before.js';
import { type AuthorityPlan, type PkiCluster, readPkiCluster } from './cluster.js';
import { makeKeys } from './make-keys.js';
import { requestFiles, requestsFolder } from './requests.js';

/** A request as it is listed: all that whoever signs it has to know. */
interface RequestRow {
  readonly request: string;
  /** The file of the CA that is to sign it. */
  readonly signer: string;
  readonly subject: string;
  readonly sans: readonly string[];
  readonly usages: readonly string[];
  readonly days: number;
}

function rowOf({ files, subject, sans, usages, days }: PlannedCertificate, signer: string): RequestRow {
  const name = (['C', 'ST', 'L', 'O', 'CN'] as const).flatMap((type) =>
    subject[type] ? [`${type}=${subject[type]}`] : [],
  );
  const { request } = requestFiles(files);
  return { request, signer, subject: name.join(', '), sans: [...sans.dns, ...sans.ip], usages, days };
}

const isWanted = ({ state, certificate, planned }: PlannedPair, before: Date | null, now: Date): boolean =>
  state === 'missing' ||
  (before !== null && certificate !== undefined && isEnding(certificate, before, now, planned.days));

/** The key of an earlier request is kept, so that an answer to that one is good, too. */
async function writeRequest({ folder, vault }: PkiCluster, planned: PlannedCertificate): Promise<void> {
  const files = requestFiles(planned.files);
  const made = await createSigningRequest(planned, vault.lookup(files.key));
  const sealed = await vault.seal(made.key);
  const key = placeToWrite(folder, files.key);
  mkdirSync(dirname(key), { recursive: true, mode: 0o700 });
  replaceFile(key, sealed, 0o600);
  replaceFile(placeToWrite(folder, files.request), made.request, 0o644);
}

function tableOf(rows: readonly RequestRow[]): string {
  const head = ['request', 'to be signed by', 'subject', 'names and addresses', 'for use as', 'for'];
  const cells = rows.map(({ request, signer, subject, sans, usages, days }) => [
    request,
    signer,
    subject,
    sans.join(', ') || '-',
    usages.join(' and '),
    Number.isInteger(days) ? `${days} days` : `${Math.round(days * 24)} hours`,
  ]);
  return textTable([head, ...cells]);
}

async function requestAll(
  pki: PkiCluster,
  plans: readonly AuthorityPlan[],
  before: Date | null,
  now: Date,
): Promise<ExitStatus> {
  const { folder, format, spec } = pki;
  const rows: RequestRow[] = [];
  for (const { wanted, plan } of plans) {
    for (const pair of plan.certificates.filter((each) => isWanted(each, before, now))) {
      await writeRequest(pki, pair.planned);
      rows.push(rowOf(pair.planned, wanted.files.certificate));
    }
  }
  if (format === 'json') printData(`${JSON.stringify(rows, null, 2)}\n`);
  else if (rows.length > 0) printData(tableOf(rows));
  say(`${join(folder, requestsFolder)}: ${counted(rows.length, 'request')} written`);
  if (rows.length > 0)
    say(`  when they have been signed: bootwright pki import ${shellWord(spec.file)} FILE-OR-FOLDER`);
  return exitStatus.fine;
}

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const before = readBefore(lastValue(given, 'before'), now);
  if (before === undefined) return misuse(beforeMistake);
  const pki = readPkiCluster(given);
  if (pki === undefined) return exitStatus.refused;
  return makeKeys(given, pki, now, (plans) => requestAll(pki, plans, before, now));
}

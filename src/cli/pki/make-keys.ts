import { identitiesOf } from '../../credentials/identities.js';
import { authorityFiles, plannedAuthorities } from '../../pki/request.js';
import { letIntoGit } from '../at-rest/into-git.js';
import { sealRest, secretFiles } from '../at-rest/secret-files.js';
import { checkRecipients } from '../at-rest/vault.js';
import { coloursFor } from '../colour.js';
import type { Arguments } from '../command.js';
import { say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { keepOutOfGit } from '../files/keep-out-of-git.js';
import { unnamedLink } from '../files/unnamed-link.js';
import { watchInterruption } from '../interruption.js';
import { misuse } from '../misuse.js';
import { reportProblems } from '../problems.js';
import { type AuthorityPlan, type PkiCluster, planFolder } from './cluster.js';
import { makePkiFolder } from './folder.js';
import { type LockHolder, lockFolder } from './key-lock.js';
import { adoptFolder } from './owner.js';
import { restorePair } from './replace-pair.js';
import { sayFolder } from './speech.js';

/** Thousands of keys take a minute; whoever takes longer than this has stopped. */
const patienceMs = 10 * 60_000;

function sayHolder(folder: string, { process, host }: LockHolder): void {
  say(`${folder}: process ${process} on ${host} is making keys there; waiting for it`);
}

function keepFolderOutOfGit(folder: string): void {
  const secrets = [authorityFiles.key, 'admin-key.pem', 'nodes/NODE-key.pem', 'bootstrap-token'];
  const warning = keepOutOfGit({ folder, line: '*', secrets });
  if (warning !== undefined) say(`${coloursFor('talk').yellow('warning')}: ${warning}`);
}

/**
 * Runs work that makes keys in a cluster's folder: made where it is missing, claimed for this cluster, kept out of version
 * control, and locked, so that no other process makes a second CA meanwhile. Every file of the work is written in one
 * step without waiting, so Ctrl-C can end it at any wait: what is there by then is whole.
 */
export async function makeKeys(
  given: Arguments,
  pki: PkiCluster,
  now: Date,
  work: (plans: readonly AuthorityPlan[]) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { spec, cluster, folder, vault } = pki;
  const link = unnamedLink(given, 'pki', folder);
  if (link !== undefined) return misuse(link);
  sayFolder(folder, makePkiFolder(folder));
  const interruption = watchInterruption();
  let release: (() => void) | undefined;
  const locked = async (): Promise<ExitStatus> => {
    const lock = await lockFolder(folder, patienceMs, (holder) => sayHolder(folder, holder));
    if (typeof lock !== 'function') {
      return misuse(
        `${folder}: process ${lock.process} on ${lock.host} is still making keys there; if it is not, delete ${lock.file}`,
      );
    }
    release = lock;
    for (const { files, certificates } of plannedAuthorities(identitiesOf(cluster)))
      for (const each of [files, ...certificates.map((planned) => planned.files)]) restorePair(folder, each);
    const closed = [...(await checkRecipients(folder)), ...(await vault.open(secretFiles(pki)))];
    reportProblems([{ spec, diagnostics: closed }], 'text', 'talk');
    if (closed.length > 0) return exitStatus.refused;
    const plans = await planFolder(pki, now);
    const foreign = adoptFolder(
      cluster,
      folder,
      plans.map(({ plan }) => plan),
    );
    reportProblems([{ spec, diagnostics: foreign }], 'text', 'talk');
    if (foreign.length > 0) return exitStatus.refused;
    await sealRest(pki);
    if (vault.recipients() === null) keepFolderOutOfGit(folder);
    else letIntoGit(folder);
    return work(plans);
  };
  const interrupted = async (): Promise<ExitStatus> => {
    await interruption.happened;
    say(`bootwright: interrupted; ${folder} is consistent, and the next run makes the rest`);
    return exitStatus.interrupted;
  };
  try {
    return await Promise.race([locked(), interrupted()]);
  } finally {
    release?.();
    interruption.end();
  }
}

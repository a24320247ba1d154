import { createAuthority, type KeyPairPem, loadAuthority } from '../pki/authority.js';
import { bootstrapTokenFile, createBootstrapToken, formatBootstrapToken } from '../pki/bootstrap-token.js';
import { issueCertificates } from '../pki/certificate.js';
import type { PkiFinding } from '../pki/finding.js';
import type { PkiLookup } from '../pki/pair.js';
import { type PkiPlan, planPki } from '../pki/plan.js';
import { authorityFiles, type PairFiles, type PlannedAuthority, plannedAuthorities } from '../pki/request.js';
import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { authorityName } from './authority-name.js';
import { identitiesOf } from './identities.js';

/** Keys that were made: PEM texts and the bootstrap token by their names in a folder of keys. */
export interface IssuedKeys {
  readonly files: ReadonlyMap<string, string>;
  /** What is wrong with what was there before, which stays as it is. */
  readonly findings: readonly PkiFinding[];
}

/**
 * Makes what is missing of a cluster's keys, as `bootwright pki issue` does: the CA where there is nothing of it, then
 * every certificate that it signs, and the bootstrap token. Keys come from WebCrypto; nothing is written anywhere.
 */
export async function issueKeys(cluster: ResolvedCluster, lookup: PkiLookup, now: Date): Promise<IssuedKeys> {
  const files = new Map<string, string>();
  const at: PkiLookup = (file) => files.get(file) ?? lookup(file);
  const save = (names: PairFiles, pair: KeyPairPem): void => {
    files.set(names.key, pair.key).set(names.certificate, pair.certificate);
  };
  const findings: PkiFinding[] = [];
  for (const wanted of plannedAuthorities(identitiesOf(cluster))) {
    const planned = (): Promise<PkiPlan> =>
      planPki({ lookup: at, planned: wanted.certificates, signer: wanted.files, now });
    const before = await planned();
    // A program signs for the cluster's CA, and none is run here.
    if (cluster.identities.signer !== null && wanted.files === authorityFiles) {
      findings.push(...before.findings);
      continue;
    }
    if (isEmpty(before)) save(wanted.files, await newAuthority(cluster, wanted, now));
    const pair = { certificate: at(wanted.files.certificate) ?? '', key: at(wanted.files.key) ?? '' };
    const authority = await loadAuthority(pair);
    const missing = before.certificates.filter(({ state }) => state === 'missing').map((each) => each.planned);
    if (!('problem' in authority))
      for await (const issued of issueCertificates(authority, missing, { now }))
        save(issued.request.files, issued.pair);
    findings.push(...(await planned()).findings);
  }
  if (cluster.bootstrap !== null && at(bootstrapTokenFile) === undefined) {
    const token = createBootstrapToken({ hours: cluster.bootstrap.hours, now });
    files.set(bootstrapTokenFile, formatBootstrapToken(token));
  }
  return { files, findings };
}

/** A CA is made only where nothing is: beside certificates of another one it would make them worthless. */
function isEmpty({ authority, certificates }: PkiPlan): boolean {
  return authority.state === 'missing' && certificates.every(({ state }) => state === 'missing');
}

function newAuthority(cluster: ResolvedCluster, { title }: PlannedAuthority, now: Date): Promise<KeyPairPem> {
  const { key, authorityDays: days, subject } = cluster.identities;
  return createAuthority({ commonName: authorityName(cluster, title), key, subject, days, now });
}

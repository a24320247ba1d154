import { checkSignature, type PkiLookup } from '../pki/pair.js';
import { readCertificates } from '../pki/reading.js';
import { plannedAuthorities } from '../pki/request.js';
import { createSignatureCheck } from '../pki/signature.js';
import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { type CredentialsStore, openCredentials } from './credentials.js';
import { identitiesOf } from './identities.js';
import type { IssuerCheckMaker } from './key-folder.js';

/** The check of signatures by WebCrypto. It answers later, so that every certificate is checked beforehand. */
async function webIssuerCheck(cluster: ResolvedCluster, lookup: PkiLookup): Promise<IssuerCheckMaker> {
  const checked = plannedAuthorities(identitiesOf(cluster)).flatMap(({ files: { certificate: ca }, certificates }) => {
    const readings = readCertificates(lookup(ca) ?? '') ?? [];
    const authorities = readings.map((reading) => ({ reading, check: createSignatureCheck(reading) }));
    return certificates.map(async ({ files: { certificate: file } }) => {
      const chain = readCertificates(lookup(file) ?? '') ?? [];
      return [file, await checkSignature(file, chain, authorities, ca)] as const;
    });
  });
  const findings = new Map(await Promise.all(checked));
  return () => (file) => findings.get(file) ?? [];
}

/**
 * Reads a cluster's keys by their names in a folder of keys (`ca.pem`, `nodes/NODE.pem`), and checks that they fit: names,
 * dates, keys, signatures. Nothing is read but what `lookup` gives; the clock is the caller's.
 */
export async function openKeys(cluster: ResolvedCluster, lookup: PkiLookup, now: Date): Promise<CredentialsStore> {
  const own = (file: string): string => file;
  return openCredentials(cluster, { lookup, pathOf: own, wordOf: own }, await webIssuerCheck(cluster, lookup), now);
}

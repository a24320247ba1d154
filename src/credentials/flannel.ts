import type { ExpiryRule } from '../pki/pair.js';
import type { CertificateReading } from '../pki/reading.js';
import { flannelFiles, lookupTokenFile, type PlannedCertificate, plannedAuthorities } from '../pki/request.js';
import type { FlannelCredentials, ResolvedCluster } from '../resolve/resolved/resolved.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import { credentialsDiagnostic } from './diagnostic.js';
import type { IssuerCheck, IssuerCheckMaker, KeyFolder } from './key-folder.js';
import { readAuthority, readPlannedPair } from './pair.js';

/** What flannel proves itself with, from when to when it is valid (seconds since 1970), and what is wrong with it. */
export interface FlannelReading {
  readonly credentials: FlannelCredentials;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly diagnostics: readonly Diagnostic[];
}

const none: FlannelCredentials = { authority: '', certificate: '', key: '', lookupToken: '' };

/** Reads flannel's part of a cluster's folder of keys; `checkIssuer` is the cluster's own CA. */
export function readFlannel(
  cluster: ResolvedCluster,
  folder: KeyFolder,
  rule: ExpiryRule,
  issuerCheck: IssuerCheckMaker,
  checkIssuer: IssuerCheck,
): FlannelReading {
  const { flannel } = cluster.cni;
  // Without a certificate of its own it uses the kubelet's.
  if (!flannel || cluster.identities.flannelClient === null)
    return { credentials: none, notBefore: 0, notAfter: Number.POSITIVE_INFINITY, diagnostics: [] };
  const planned = plannedAuthorities({ ...cluster.identities, nodes: [] });
  if (flannel.store.kind === 'kubernetes') {
    const own = planned[0]?.certificates.find(({ files }) => files.certificate === flannelFiles.certificate);
    return readPair(folder, own, rule, checkIssuer, '');
  }
  const [, etcd] = planned;
  if (etcd === undefined) throw new TypeError('no CA of etcd is planned');
  const authority = readAuthority(etcd.files, folder.lookup, rule);
  const ofAuthority = tell(authority.findings, folder, 'etcd');
  const checkEtcd = issuerCheck(authority.readings, etcd.files.certificate);
  const pair = readPair(folder, etcd.certificates[0], rule, checkEtcd, authority.text);
  const token = flannel.store.lookup ? readToken(folder) : { text: '', diagnostics: [] };
  return {
    credentials: { ...pair.credentials, lookupToken: token.text },
    notBefore: Math.max(pair.notBefore, Math.ceil((authority.readings[0]?.notBefore.getTime() ?? 0) / 1000)),
    notAfter: Math.min(pair.notAfter, endOf(authority.readings[0])),
    diagnostics: [...ofAuthority, ...pair.diagnostics, ...token.diagnostics],
  };
}

function endOf(reading: CertificateReading | undefined): number {
  return Math.floor((reading?.notAfter.getTime() ?? Number.POSITIVE_INFINITY) / 1000);
}

function readPair(
  folder: KeyFolder,
  planned: PlannedCertificate | undefined,
  rule: ExpiryRule,
  checkIssuer: IssuerCheck,
  authority: string,
): FlannelReading {
  if (planned === undefined) throw new TypeError('no certificate is planned for flannel');
  const { certificate = '', key = '', reading, findings } = readPlannedPair(planned, folder.lookup, rule, checkIssuer);
  return {
    credentials: { ...none, authority, certificate, key },
    notBefore: Math.ceil((reading?.notBefore.getTime() ?? 0) / 1000),
    notAfter: endOf(reading),
    diagnostics: tell(findings, folder, 'flannel'),
  };
}

function tell(findings: readonly Parameters<typeof credentialsDiagnostic>[0][], folder: KeyFolder, name: string) {
  const owner = { name, origin: ['spec', 'cni', 'flannel'] };
  return findings.map((finding) => credentialsDiagnostic(finding, owner, folder));
}

function readToken({ lookup, pathOf }: KeyFolder): { text: string; diagnostics: Diagnostic[] } {
  const origin = ['spec', 'cni', 'flannel', 'etcd', 'lookup'];
  const file = pathOf(lookupTokenFile);
  const text = lookup(lookupTokenFile)?.trim();
  if (text === undefined) return { text: '', diagnostics: [diagnose('token-missing', origin, { file })] };
  const reason = text === '' ? 'it is empty' : /^[!-~]+$/.test(text) ? undefined : 'it is more than one word';
  return { text: `${text}\n`, diagnostics: reason ? [diagnose('token-malformed', origin, { file, reason })] : [] };
}

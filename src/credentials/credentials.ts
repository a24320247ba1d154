import type { FindingReason, PkiFinding } from '../pki/finding.js';
import type { ExpiryRule, PkiLookup } from '../pki/pair.js';
import type { CertificateReading } from '../pki/reading.js';
import {
  authorityFiles,
  kubeletFiles,
  type PlannedCertificate,
  plannedCertificates,
  proxyFiles,
} from '../pki/request.js';
import type { BootstrapToken, NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import { credentialsDiagnostic, type Owner } from './diagnostic.js';
import { readFlannel } from './flannel.js';
import type { IssuerCheck, IssuerCheckMaker, KeyFolder } from './key-folder.js';
import { type PairFileReading, readAuthority, readPlannedPair } from './pair.js';
import { readToken } from './token.js';

/** One node's credentials, null where an error forbids to use them, and what there is to say about them. */
export interface CredentialsReading {
  readonly credentials: NodeCredentials | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What all nodes share is read once; each node's own pair when its turn comes. */
export interface CredentialsStore {
  /** Null where the documents hold certificates. */
  readonly token: BootstrapToken | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly of: (node: ResolvedNode) => CredentialsReading;
}

const absences: ReadonlySet<string> = new Set<FindingReason>(['missing', 'authority-elsewhere']);
const noPair: PairFileReading = { certificate: '', key: '', findings: [] };
/** In seconds since 1970, so that all certificates are valid between the latest beginning and the earliest end. */
const begin = (reading: CertificateReading | undefined): number =>
  Math.ceil((reading?.notBefore.getTime() ?? 0) / 1000);
const end = (reading: CertificateReading | undefined): number =>
  Math.floor((reading?.notAfter.getTime() ?? Number.POSITIVE_INFINITY) / 1000);

/** The part of a cluster's plan that is about one node, without planning the others'. */
function plannedFor(cluster: ResolvedCluster, node: ResolvedNode | undefined): readonly PlannedCertificate[] {
  const nodes = node ? [{ name: node.name, addresses: node.addresses }] : [];
  return plannedCertificates({ ...cluster.identities, nodes });
}

function readKubelet(
  cluster: ResolvedCluster,
  node: ResolvedNode,
  lookup: PkiLookup,
  rule: ExpiryRule,
  checkIssuer: IssuerCheck,
): PairFileReading {
  const { certificate } = kubeletFiles(node.name);
  const planned = plannedFor(cluster, node).find(({ files }) => files.certificate === certificate);
  if (planned === undefined) throw new TypeError(`no certificate is planned for ${node.name}`);
  return readPlannedPair(planned, lookup, rule, checkIssuer);
}

/** Reads the keys and certificates of a cluster's folder as a render needs them, and checks that they fit. */
export function openCredentials(
  cluster: ResolvedCluster,
  folder: KeyFolder,
  issuerCheck: IssuerCheckMaker,
  now: Date,
): CredentialsStore {
  const { lookup } = folder;
  const rule = { now, warnDays: 30 };
  const authority = readAuthority(authorityFiles, lookup, rule);
  const checkIssuer = issuerCheck(authority.readings, authorityFiles.certificate);
  const { token, diagnostics: ofToken } = readToken(cluster, folder, now);
  const plannedProxy = plannedFor(cluster, undefined).find(({ files }) => files.certificate === proxyFiles.certificate);
  const proxy: PairFileReading =
    cluster.identities.proxy && plannedProxy ? readPlannedPair(plannedProxy, lookup, rule, checkIssuer) : noPair;
  const flannel = readFlannel(cluster, folder, rule, issuerCheck, checkIssuer);
  const tell = (findings: readonly PkiFinding[], owner: Owner) =>
    findings.map((finding) => credentialsDiagnostic(finding, owner, folder));
  // Before there is a CA there is nothing that it has signed.
  const hasAuthority = authority.findings.every(({ reason }) => !absences.has(reason));
  const ofProxy = proxy.findings.filter(({ reason }) => hasAuthority || reason !== 'missing');
  const shared = { name: cluster.name, origin: ['metadata', 'name'] };

  return {
    token,
    diagnostics: [
      ...tell(authority.findings, shared),
      ...tell(ofProxy, { ...shared, name: 'kube-proxy' }),
      ...flannel.diagnostics,
      ...ofToken,
    ],
    of: (node) => {
      const own = cluster.identities.kubelets ? readKubelet(cluster, node, lookup, rule, checkIssuer) : noPair;
      const diagnostics = tell(own.findings, node);
      if (own.certificate === undefined || own.key === undefined) return { credentials: null, diagnostics };
      const readings = [own.reading, proxy.reading, authority.readings[0]];
      const credentials = {
        authority: authority.text,
        bootstrapToken: token ? `${token.id}.${token.secret}` : '',
        kubeletCertificate: own.certificate,
        kubeletKey: own.key,
        proxyCertificate: proxy.certificate ?? '',
        proxyKey: proxy.key ?? '',
        flannel: flannel.credentials,
        notBefore: Math.max(flannel.notBefore, ...readings.map(begin)),
        notAfter: Math.min(flannel.notAfter, ...readings.map(end)),
      };
      return { credentials, diagnostics };
    },
  };
}

import { type AlternativeNames, sortNames } from './alternative-name.js';
import type { Usage } from './reading.js';
import type { KeyKind } from './signing.js';
import type { Subject } from './subject.js';

/** One certificate to make, with a key of its own. */
export interface CertificateRequest {
  readonly subject: Subject;
  /** Addresses are IPv4 or IPv6; names may be wildcards (`*.example.com`). */
  readonly sans: AlternativeNames;
  readonly usages: readonly Usage[];
  readonly key: KeyKind;
  /** From the day it is made; it never outlives the CA. */
  readonly days: number;
}

/** File names within the PKI folder. */
export interface PairFiles {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate that the cluster needs, and where it lies. */
export interface PlannedCertificate extends CertificateRequest {
  readonly files: PairFiles;
}

/** What the certificates of a cluster follow from. */
export interface ClusterIdentities {
  /** False: kube-proxy has no pair of its own. */
  readonly proxy?: boolean | undefined;
  readonly nodes: readonly { readonly name: string; readonly address?: string | undefined }[];
  readonly key: KeyKind;
  readonly days: number;
  /** C, ST and L of every certificate. */
  readonly subject?: Subject | undefined;
  /** In place of those, and of `system:node:NAME` and `system:nodes`, on the kubelets' certificates. */
  readonly kubeletSubject?: Subject | undefined;
  /** Further names and addresses in every kubelet's certificate. */
  readonly kubeletSANs?: readonly string[] | undefined;
}

export const authorityFiles: PairFiles = { certificate: 'ca.pem', key: 'ca-key.pem' };

/** The files of a node's kubelet pair. */
export function kubeletFiles(node: string): PairFiles {
  return { certificate: `nodes/${node}.pem`, key: `nodes/${node}-key.pem` };
}

const proxyIdentity = { CN: 'system:kube-proxy', O: 'system:node-proxier' };

/** Every certificate that the cluster needs besides the CA's: admin, kube-proxy, then one for each node in order. */
export function plannedCertificates(cluster: ClusterIdentities): PlannedCertificate[] {
  return [
    planClient(cluster, 'admin', { CN: 'admin', O: 'system:masters' }),
    ...(cluster.proxy === false ? [] : [planClient(cluster, 'kube-proxy', proxyIdentity)]),
    ...cluster.nodes.map((node) => planKubelet(cluster, node)),
  ];
}

function planClient(cluster: ClusterIdentities, name: string, identity: Subject): PlannedCertificate {
  return {
    files: { certificate: `${name}.pem`, key: `${name}-key.pem` },
    subject: { ...placeOf(cluster), ...identity },
    sans: { dns: [], ip: [] },
    usages: ['client'],
    key: cluster.key,
    days: cluster.days,
  };
}

// One pair for both ways: the kubelet is the API server's client, and serves logs and exec to it.
function planKubelet(cluster: ClusterIdentities, node: ClusterIdentities['nodes'][number]): PlannedCertificate {
  const address = node.address === undefined ? [] : [node.address];
  return {
    files: kubeletFiles(node.name),
    subject: kubeletSubject(cluster, node.name),
    sans: sortNames([node.name, ...address, ...(cluster.kubeletSANs ?? [])]),
    usages: ['client', 'server'],
    key: cluster.key,
    days: cluster.days,
  };
}

// A CN of the user's own is no node to the Node authorizer, so the group that goes with it is left to the user too:
// seed 001's request has CN "kubelet" and no organisation.
function kubeletSubject(cluster: ClusterIdentities, node: string): Subject {
  const own = cluster.kubeletSubject ?? {};
  const identity: Subject = own.CN === undefined ? { CN: `system:node:${node}`, O: 'system:nodes' } : {};
  return { ...placeOf(cluster), ...identity, ...own };
}

// Only the place: Kubernetes reads CN and O as user and group, so a general one of either would break every identity.
function placeOf({ subject = {} }: ClusterIdentities): Subject {
  const { C, ST, L } = subject;
  return { ...(C && { C }), ...(ST && { ST }), ...(L && { L }) };
}

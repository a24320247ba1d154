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
  /** From when it is made, hours as a part of a day; it never outlives the CA. */
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
  /** One of the user's own may have another subject: nobody reads it. */
  readonly anySubject?: boolean;
}

/** A CA of the folder, and the certificates that it signs. */
export interface PlannedAuthority {
  readonly files: PairFiles;
  /** What stands after the cluster's name in its common name. */
  readonly title: string;
  readonly certificates: readonly PlannedCertificate[];
}

/** What the certificates of a cluster follow from. */
export interface ClusterIdentities {
  /** False: the kubelets ask the cluster for theirs. */
  readonly kubelets?: boolean | undefined;
  /** A kubelet's certificate holds so many hours, is a client's only, and buys the next from the cluster; null: neither. */
  readonly firstHours?: number | null | undefined;
  /** The administrator's group; null: there is no such certificate; system:masters if absent. */
  readonly admin?: string | null | undefined;
  /** False: kube-proxy has no pair of its own. */
  readonly proxy?: boolean | undefined;
  readonly nodes: readonly { readonly name: string; readonly addresses?: readonly string[] | undefined }[];
  readonly key: KeyKind;
  readonly days: number;
  /** C, ST and L of every certificate. */
  readonly subject?: Subject | undefined;
  /** In place of those, and of `system:node:NAME` and `system:nodes`, on the kubelets' certificates. */
  readonly kubeletSubject?: Subject | undefined;
  /** Further names and addresses in every kubelet's certificate. */
  readonly kubeletSANs?: readonly string[] | undefined;
  /** Whose client flannel is; null: there is no flannel. */
  readonly flannelClient?: 'kubernetes' | 'etcd' | null | undefined;
}

export const authorityFiles: PairFiles = { certificate: 'ca.pem', key: 'ca-key.pem' };
export const etcdAuthorityFiles: PairFiles = { certificate: 'etcd-ca.pem', key: 'etcd-ca-key.pem' };
export const flannelFiles: PairFiles = { certificate: 'flannel.pem', key: 'flannel-key.pem' };
export const etcdClientFiles: PairFiles = { certificate: 'etcd-client.pem', key: 'etcd-client-key.pem' };

export const proxyFiles: PairFiles = { certificate: 'kube-proxy.pem', key: 'kube-proxy-key.pem' };

/** The file that holds the token for the look-up of etcd's members. */
export const lookupTokenFile = 'digitalocean-token';

/** The files of a node's kubelet pair. */
export function kubeletFiles(node: string): PairFiles {
  return { certificate: `nodes/${node}.pem`, key: `nodes/${node}-key.pem` };
}

/** The cluster's CA, and etcd's where flannel is its client: whoever is trusted by the one is not by the other. */
export function plannedAuthorities(cluster: ClusterIdentities): PlannedAuthority[] {
  const own = { files: authorityFiles, title: 'CA', certificates: plannedCertificates(cluster) };
  if (cluster.flannelClient !== 'etcd') return [own];
  const client = { ...planClient(cluster, etcdClientFiles, { CN: 'flannel' }), anySubject: true };
  return [own, { files: etcdAuthorityFiles, title: 'etcd CA', certificates: [client] }];
}

const hoursOfDay = 24;
const proxyIdentity = { CN: 'system:kube-proxy', O: 'system:node-proxier' };

/** Every certificate of the cluster's CA: the administrator's, kube-proxy's, then one for each node in order, then flannel's. */
export function plannedCertificates(cluster: ClusterIdentities): PlannedCertificate[] {
  const { admin = 'system:masters' } = cluster;
  return [
    ...(admin === null ? [] : [planClient(cluster, filesOf('admin'), { CN: 'admin', O: admin })]),
    ...(cluster.proxy === false ? [] : [planClient(cluster, proxyFiles, proxyIdentity)]),
    ...(cluster.kubelets === false ? [] : cluster.nodes.map((node) => planKubelet(cluster, node))),
    ...(cluster.flannelClient === 'kubernetes' ? [planClient(cluster, flannelFiles, { CN: 'flannel' })] : []),
  ];
}

const filesOf = (name: string): PairFiles => ({ certificate: `${name}.pem`, key: `${name}-key.pem` });

function planClient(cluster: ClusterIdentities, files: PairFiles, identity: Subject): PlannedCertificate {
  return {
    files,
    subject: { ...placeOf(cluster), ...identity },
    sans: { dns: [], ip: [] },
    usages: ['client'],
    key: cluster.key,
    days: cluster.days,
  };
}

// One pair for both ways: the kubelet is the API server's client, and serves logs and exec to it.
function planKubelet(cluster: ClusterIdentities, node: ClusterIdentities['nodes'][number]): PlannedCertificate {
  const { name, addresses = [] } = node;
  if (cluster.firstHours)
    return {
      ...planClient(cluster, kubeletFiles(name), kubeletSubject(cluster, name)),
      days: cluster.firstHours / hoursOfDay,
    };
  return {
    files: kubeletFiles(node.name),
    subject: kubeletSubject(cluster, node.name),
    sans: sortNames([name, ...addresses, ...(cluster.kubeletSANs ?? [])]),
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

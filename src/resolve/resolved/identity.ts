import type { MetadataPlace, MetadataService } from '../../eras/metadata-service.js';
import type { NodeFact } from '../../eras/node-facts.js';
import type { Place, Subject } from '../../generated/cluster-spec.js';
import type { Family } from '../../spec/addresses.js';

/** Certificates that `pki` makes; `days` are counted from the day they are made. */
export interface ResolvedIdentities {
  /** False: the kubelets ask the cluster for theirs. */
  readonly kubelets: boolean;
  /** How many hours a kubelet's certificate holds, with which it asks the cluster for the next; null: it keeps it. */
  readonly firstHours: number | null;
  /** The administrator's group; null: no certificate is made for one. */
  readonly admin: string | null;
  /** Whether kube-proxy has a pair of its own. */
  readonly proxy: boolean;
  readonly key: 'ecdsa-p256' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096';
  readonly days: number;
  readonly authorityDays: number;
  /** The common name of a CA that is made; null: by the cluster's name. */
  readonly authorityName: string | null;
  readonly subject: Place;
  readonly kubeletSubject: Subject;
  readonly kubeletSANs: readonly string[];
  /** What signs in place of the CA's key; null: that key does. */
  readonly signer: ResolvedSigner | null;
  /** Whether flannel is a client of the API server, or of an etcd with a CA of its own. */
  readonly flannelClient: 'kubernetes' | 'etcd' | null;
}

/** Names within kubeconfigs, and whether these hold their certificates or point at them. */
export interface ResolvedKubeconfig {
  readonly cluster: string;
  /** Of the nodes' kubeconfigs. */
  readonly context: string;
  readonly users: { readonly kubelet: string; readonly kubeProxy: string; readonly flannel: string };
  readonly embedded: boolean;
  readonly admin: { readonly context: string; readonly user: string; readonly exec: ResolvedExec | null };
}

/** A program that gives kubectl credentials: client.authentication.k8s.io. */
export interface ResolvedExec {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly apiVersion: 'v1' | 'v1beta1';
}

/** A program that gets a request on its standard input, and writes the certificate and its chain within `seconds`. */
export interface ResolvedSigner {
  readonly command: readonly string[];
  readonly seconds: number;
}

/** Kubelets that get their certificates from the cluster, with a token that expires. */
export interface ResolvedBootstrap {
  /** The group that the token's bearer belongs to. */
  readonly group: string;
  /** How long a new token holds. */
  readonly hours: number;
}

/** A bootstrap token: `id` may be shown, `secret` is one. */
export interface BootstrapToken {
  readonly id: string;
  readonly secret: string;
  /** Null: only its Secret in the cluster knows, which is then left as it is. */
  readonly expires: Date | null;
}

/**
 * Where a machine finds one fact about itself: at places of its metadata service in order, among the addresses of its
 * interfaces, or in its own host name.
 */
export type IdentitySource =
  | { readonly from: 'metadata'; readonly what: string; readonly places: readonly MetadataPlace[] }
  | { readonly from: 'interfaces'; readonly what: string }
  | { readonly from: 'machine'; readonly what: string };

/** Where a machine finds its address of a family. */
export type FamilySource = IdentitySource & { readonly family: Family };

/**
 * Where a machine finds its slice of a family's range of pods: at places of its metadata service; or it cuts the one of
 * /`mask` with the number that the node's address has in `own`, a range of addresses.
 */
export type PodRangeSource = { readonly family: Family; readonly range: string } & (
  | { readonly from: 'metadata'; readonly places: readonly MetadataPlace[] }
  | { readonly from: 'address'; readonly own: string; readonly mask: number }
);

/** What the machine finds out about itself at each boot; each null, or empty, where the spec says it. */
export interface ResolvedIdentity {
  readonly service: Pick<MetadataService, 'headers' | 'session' | 'privateNetworks' | 'ipv6Hosts'>;
  /** What is asked for alone to make of it the texts below. */
  readonly facts: readonly NodeFact[];
  /** `{KEY}` stands for a fact; null: the spec says it, or nobody does. */
  readonly providerID: string | null;
  readonly topology: readonly string[] | null;
  readonly name: IdentitySource | null;
  /** Of the families that the kubelet is told, in the cluster's order. */
  readonly addresses: readonly FamilySource[];
  /** Of each family of the cluster, in its order. */
  readonly podCIDRs: readonly PodRangeSource[];
  /** The ranges that an address from an interface lies in, and those of pods and Services, that none lies in. */
  readonly addressIn: readonly string[];
  readonly addressNotIn: readonly string[];
  /** What no node's address lies in. */
  readonly addressNever: readonly string[];
  /** The provider's agent that would take the pods' range for the machine's own; null: there is none. */
  readonly podRangeAgent: MetadataService['podRangeAgent'];
}

/**
 * PEM texts of one node, and the instants (seconds since 1970) from which on and up to which all of its certificates
 * are valid. With a bootstrap token there are no certificates but the CA's.
 */
export interface NodeCredentials {
  readonly authority: string;
  /** `ID.SECRET`; empty where the document holds the certificates. */
  readonly bootstrapToken: string;
  readonly kubeletCertificate: string;
  readonly kubeletKey: string;
  readonly proxyCertificate: string;
  readonly proxyKey: string;
  readonly flannel: FlannelCredentials;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** What flannel proves itself with, as far as it needs it; all empty without flannel. */
export interface FlannelCredentials {
  /** etcd's CA; the API server's is the cluster's. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  /** The token of the API that knows etcd's members. */
  readonly lookupToken: string;
}

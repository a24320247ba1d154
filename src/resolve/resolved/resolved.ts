import type { ArtifactName } from '../../eras/artifact-names.js';
import type { TomlPath } from '../../eras/containerd-places.js';
import type { AddonApi } from '../../eras/dns.js';
import type { Reader } from '../../eras/envelopes.js';
import type { PackedForm } from '../../eras/provider.js';
import type { TerraformRoutes } from '../../eras/routes.js';
import type { TerraformArgument } from '../../eras/terraform.js';
import type { EnvelopeName, FormatName } from '../../generated/names.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import type { ResolvedApprover, ResolvedDns, ResolvedRoutes } from './cluster-side.js';
import type {
  KubeletLayout,
  ResolvedKubelet,
  ResolvedNodeKubelet,
  ResolvedProxy,
  ResolvedUnits,
} from './components.js';
import type { ResolvedFile, ResolvedFirstBoot, ResolvedHost } from './host.js';
import type { ResolvedBootstrap, ResolvedIdentities, ResolvedIdentity, ResolvedKubeconfig } from './identity.js';
import type { ResolvedCni } from './network.js';
import type { ResolvedRuntime } from './runtime.js';

export type * from './cluster-side.js';
export type * from './components.js';
export type * from './host.js';
export type * from './identity.js';
export type * from './network.js';
export type * from './runtime.js';
// What later stages see of the tables: they read a cluster, never the tables themselves.
export type { AddonApi, ArtifactName, TerraformArgument, TerraformRoutes, TomlPath };

/** A taint as the kubelet's configuration has it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** A download: its address, what it must be, and the release it is of. */
export interface ResolvedArtifact {
  readonly name: ArtifactName;
  readonly version: string;
  readonly url: string;
  /** False for an address of the user's own: the mirrors do not hold it. */
  readonly mirrored: boolean;
  /** `sha256:…`, `sha512:…`, or null where the spec allows it unverified. */
  readonly digest: string | null;
}

/** Directories and programs on the node. */
export interface ResolvedPaths {
  readonly binaries: string;
  readonly runtimeBinaries: string;
  readonly cniBinaries: string;
  readonly cniConfig: string;
  readonly kubernetes: string;
  readonly kubelet: string;
  readonly kubeProxy: string;
  /** The CA's certificate, a file as the next one. */
  readonly authority: string;
  readonly kubeletKubeconfig: string;
  /** The same for every node; null: named for the node, in the kubelet's directory. */
  readonly kubeletCertificate: string | null;
  readonly kubeletKey: string | null;
}

/** One worker, or several that share a document: what makes it differ from its neighbours'. */
export interface ResolvedNode {
  /** The document's name; that of its node too, unless the machine finds that at boot. */
  readonly name: string;
  /** How many machines the document is for, at least; null: one, and no other. */
  readonly machines: number | null;
  /** One, or one of each address family; none where the machine has whatever it has, or finds them at boot. */
  readonly addresses: readonly string[];
  /** One of each address family; none where the cluster, or the machine itself at boot, gives the node its ranges. */
  readonly podCIDRs: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** The API server as this machine reaches it. */
  readonly endpoint: string;
  readonly kubelet: ResolvedNodeKubelet;
  readonly layout: KubeletLayout;
  /** Whether its first boot ends when the API server knows it, and not before. */
  readonly waitsForNode: boolean;
  /** Files that this machine gets and others do not. */
  readonly files: readonly ResolvedFile[];
  /** Where in the spec it comes from. */
  readonly origin: SpecPath;
}

/** A setting of the spec that names a file or a directory, and its place there. */
export interface NamedFile {
  readonly path: SpecPath;
  readonly setting: string;
  readonly file: string;
  readonly names: 'file' | 'directory' | 'programs';
}

/** A cluster with every default made and every fact of its releases looked up: nothing in it is optional. */
export interface ResolvedCluster {
  readonly name: string;
  readonly kubernetesVersion: string;
  readonly endpoint: string;
  readonly publicEndpoint: string;
  /** What stands before the API servers on each node, and the name that their certificates are checked for; null: nothing. */
  readonly balancer: {
    readonly servers: readonly string[];
    readonly port: number;
    readonly address: string;
    readonly serverName: string;
  } | null;
  /** One of each address family, in the cluster's order. */
  readonly podCIDRs: readonly string[];
  readonly serviceCIDRs: readonly string[];
  /** The machines' own ranges; empty: not said. */
  readonly nodeCIDRs: readonly string[];
  readonly dnsAddresses: readonly string[];
  readonly domain: string;
  readonly paths: ResolvedPaths;
  readonly runtime: ResolvedRuntime;
  readonly cni: ResolvedCni;
  readonly kubelet: ResolvedKubelet;
  /** Whether a cloud controller manager sets the nodes' addresses and zones. */
  readonly cloudProvider: 'none' | 'external';
  /** Whether files of the kubelet and kube-proxy that hold no secret are for root alone, too. */
  readonly isClosed: boolean;
  /** Null: no kube-proxy. */
  readonly proxy: ResolvedProxy | null;
  readonly units: ResolvedUnits;
  readonly host: ResolvedHost;
  readonly firstBoot: ResolvedFirstBoot;
  readonly identities: ResolvedIdentities;
  /** Null: the documents hold the nodes' certificates. */
  readonly bootstrap: ResolvedBootstrap | null;
  /** Null: the spec says all of each machine. */
  readonly identity: ResolvedIdentity | null;
  readonly artifacts: readonly ResolvedArtifact[];
  /** Addresses that artifacts are fetched below, in order; the upstream one is `https://`. */
  readonly sources: readonly string[];
  readonly format: FormatName;
  /** What reads user-data on the machines, and their system. */
  readonly reader: { readonly name: Reader; readonly os: string };
  /** The version of Ignition's specification that a document for it names. */
  readonly ignition: string;
  /** The envelopes that something on these machines reads. */
  readonly readable: readonly EnvelopeName[];
  /** Those of them that the machines can be given: the provider takes them, and nothing of the spec is lost. */
  readonly envelopes: readonly EnvelopeName[];
  /** The spec's own parts beside ours: their MIME types, contents and encodings, and the paths that they write and mount. */
  readonly parts: readonly {
    readonly type: string;
    readonly content: string;
    readonly encoding: 'none' | 'base64';
    readonly writes: readonly string[];
    readonly mounts: readonly string[];
  }[];
  /** Settings of the spec that name a file or a directory which must come from somewhere. */
  readonly filesToBring: readonly NamedFile[];
  readonly limit: {
    readonly provider: string;
    readonly bytes: number | null;
    readonly counts: string;
    readonly forms: readonly PackedForm[];
  };
  /** Every argument that Terraform can give a document to, the machine's own first; empty: none is known. */
  readonly terraformArguments: readonly TerraformArgument[];
  /** Null: the user brings one. */
  readonly dns: ResolvedDns | null;
  /** Null: the user approves. */
  readonly approver: ResolvedApprover | null;
  readonly routes: ResolvedRoutes;
  /** The RuntimeClasses of the runtime's handlers; null: there are none, or the API server does not take any. */
  readonly runtimeClasses: { readonly api: string; readonly handlers: readonly string[] } | null;
  /** Whether the API server says of a request for a certificate which signer it is for. */
  readonly namesSigner: boolean;
  /** The user as whom the API server calls the kubelets. */
  readonly kubeletClient: string;
  readonly kubeconfig: ResolvedKubeconfig;
  readonly nodes: readonly ResolvedNode[];
}

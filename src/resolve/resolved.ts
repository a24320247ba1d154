import type { ArtifactName } from '../eras/catalogue.js';
import type { ContainerdPlaces, ContainerdUnit, TomlPath } from '../eras/containerd.js';
import type { CrioPrograms } from '../eras/crio.js';
import type { AddonApi, CoreDnsTraits, KubeDnsTraits } from '../eras/dns.js';
import type { MetadataPlace, MetadataService } from '../eras/metadata-service.js';
import type { PackedForm, TerraformField } from '../eras/providers.js';
import type { RouteFacts, TerraformRoutes } from '../eras/routes.js';
import type { Place, Subject } from '../generated/cluster-spec.js';
import type { SpecPath } from '../spec/diagnostic.js';

// What later stages see of the tables: they read a cluster, never the tables themselves.
export type { AddonApi, ArtifactName, TerraformField, TerraformRoutes, TomlPath };

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

/** A file of the spec's own. */
export interface ResolvedFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
  /** `USER:GROUP`, null for root's. */
  readonly owner: string | null;
  readonly origin: SpecPath;
}

/** Flags by name; null takes one away. */
export type ResolvedFlags = Readonly<Record<string, string | null>>;

export interface ResolvedKubelet {
  /** The flag of each field, by its path with dots, where all settings are flags; null: they stand in a file. */
  readonly settingFlags: Readonly<Record<string, string>> | null;
  readonly taintsIn: 'flag' | 'file';
  readonly allowPrivilegedFlag: boolean;
  /** The directory of static pods' manifests; null: there is none. */
  readonly staticPods: string | null;
}

/** What may differ from one machine's kubelet to the next one's: the cluster's with the machine's own laid over it. */
export interface ResolvedNodeKubelet {
  readonly resolvConf: string;
  /** `ADDRESS/PORT` where the kubelet says that it is healthy; null: nowhere. */
  readonly healthz: string | null;
  readonly config: Readonly<Record<string, unknown>>;
  readonly flags: ResolvedFlags;
}

export interface ResolvedProxy {
  readonly settingFlags: Readonly<Record<string, string>> | null;
  readonly mode: string;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly config: Readonly<Record<string, unknown>>;
  readonly flags: ResolvedFlags;
  /** Whose kubeconfig and certificate it uses. */
  readonly credentials: 'own' | 'kubelet';
}

/** Settings laid over unit files; a setting without values is taken away. */
export type ResolvedUnits = readonly {
  readonly name: string;
  readonly settings: readonly {
    readonly section: string;
    readonly setting: string;
    readonly values: readonly string[];
  }[];
}[];

export type CgroupDriver = 'systemd' | 'cgroupfs';

/** A further runtime beside the default one. */
export interface ResolvedHandler {
  readonly name: string;
  readonly type: 'gvisor' | 'kata' | 'nvidia' | 'runc';
  /** Null: where the type's own release or package has it. */
  readonly program: string | null;
  /** Also for pods with the annotation io.kubernetes.cri.untrusted-workload. */
  readonly untrusted: boolean;
}

/** What every component needs to know of the runtime, whichever it is. */
interface AnyRuntime {
  readonly version: string;
  /** Its socket, as a URL for the kubelet and crictl. */
  readonly endpoint: string;
  /** The unit that the kubelet talks to, without `.service`. */
  readonly unit: string;
  readonly cgroupDriver: CgroupDriver;
  readonly pauseImage: string;
  /** How this release of the kubelet is told of it: flags, and fields of the configuration file. */
  readonly kubelet: {
    readonly flags: Readonly<Record<string, string>>;
    readonly fields: Readonly<Record<string, unknown>>;
  };
  readonly handlers: readonly ResolvedHandler[];
  /** The handlers that a RuntimeClass can name. */
  readonly runtimeClasses: readonly string[];
  /** Whether the node has crictl: one that speaks this Kubernetes' CRI. */
  readonly hasCrictl: boolean;
  /** What the spec lays over the configuration that is generated. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface ResolvedContainerd extends AnyRuntime {
  readonly name: 'containerd';
  readonly places: ContainerdPlaces;
  readonly service: ContainerdUnit;
  /** Null: containerd's own default, overlayfs. */
  readonly snapshotter: string | null;
  /** Whether runtimes have names; without them only the untrusted one is another. */
  readonly namesRuntimes: boolean;
  /** Whether runsc is to be told that systemd manages cgroups. */
  readonly runscOnSystemd: boolean;
}

export interface ResolvedDocker extends AnyRuntime {
  readonly name: 'docker';
  /** What the kubelet reaches it through where it has no dockershim. */
  readonly criDockerd: string | null;
  readonly limitNoFile: string | null;
  /** Null: the one that it takes by itself. */
  readonly cgroupOption: CgroupDriver | null;
  /** dockerd's flags; null takes a setting of ours away, be it a flag or a key of daemon.json. */
  readonly flags: Readonly<Record<string, string | null>>;
  /** The names in daemon.json of all these flags. */
  readonly keysOfFlags: readonly string[];
}

export interface ResolvedCrio extends AnyRuntime {
  readonly name: 'crio';
  readonly programs: CrioPrograms;
  readonly limitNoFile: string | null;
  readonly runscOnSystemd: boolean;
}

export type ResolvedRuntime = ResolvedContainerd | ResolvedDocker | ResolvedCrio;

export interface ResolvedCni {
  /** none: an add-on brings the pods' network. */
  readonly plugin: 'bridge' | 'flannel' | 'none';
  readonly cniVersion: string;
  readonly bridge: string;
  readonly hairpinMode: boolean;
  readonly hostPorts: boolean;
  /** Null: no flannel. */
  readonly flannel: ResolvedFlannel | null;
  /** What Docker must be told where its own bridge is the pods' network; null: a CNI plugin makes it. */
  readonly dockerNetwork: DockerNetwork | null;
}

/** flanneld as a service of the host. */
export interface ResolvedFlannel {
  /** Null: that of the default route. */
  readonly interface: string | null;
  readonly store: FlannelOnEtcd | FlannelOnKubernetes;
}

/** Who has which range lies in an etcd that is reached with a client certificate. */
export interface FlannelOnEtcd {
  readonly kind: 'etcd';
  /** Which of etcd's APIs must be on, and holds the network's configuration. */
  readonly api: 2 | 3;
  readonly prefix: string;
  /** Empty where `lookup` finds them. */
  readonly endpoints: readonly string[];
  readonly lookup: EtcdLookup | null;
}

/** etcd's members are found at boot. */
export interface EtcdLookup {
  /** The address of the list of machines, its first page. */
  readonly list: string;
  readonly port: number;
}

/** Who has which range lies in the Node objects: the controller manager gives the ranges. */
export interface FlannelOnKubernetes {
  readonly kind: 'kubernetes';
  readonly backend: string;
  /** The user that its certificate names, and what the API server must let it do. */
  readonly user: string;
  readonly rules: readonly PolicyRule[];
}

/** One rule of a ClusterRole. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** dockerd on a network that flannel made: how its unit and its command line differ. */
export interface DockerNetwork {
  readonly requires: readonly string[];
  readonly after: readonly string[];
  readonly environmentFiles: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
  /** Flags whose values are variables of the environment files. */
  readonly flagsFromVariables: Readonly<Record<string, string>>;
}

/** What happens at the end of the first boot; null: nothing. */
export interface ResolvedFirstBoot {
  readonly reportURL: string | null;
  readonly onReady: string | null;
  readonly onFailed: string | null;
}

export interface ResolvedHost {
  readonly packages: readonly string[];
  readonly modules: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  /** Metadata addresses that pods may not ask over HTTP, and what refuses them; null: they may. */
  readonly metadataBlock: {
    readonly tool: 'nft' | 'iptables';
    readonly ipv4: readonly string[];
    readonly ipv6: readonly string[];
  } | null;
  readonly users: readonly {
    readonly name: string;
    readonly group: string;
    readonly home: string;
    readonly shell: string;
  }[];
  /** `owner` is `USER:GROUP`, null for root's. */
  readonly directories: readonly { readonly path: string; readonly mode: number; readonly owner: string | null }[];
  readonly files: readonly ResolvedFile[];
}

/** Certificates that `pki` makes; `days` are counted from the day they are made. */
export interface ResolvedIdentities {
  /** Whether kube-proxy has a pair of its own. */
  readonly proxy: boolean;
  readonly key: 'ecdsa-p256' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096';
  readonly days: number;
  readonly authorityDays: number;
  readonly subject: Place;
  readonly kubeletSubject: Subject;
  readonly kubeletSANs: readonly string[];
  /** Whether flannel is a client of the API server, or of an etcd with a CA of its own. */
  readonly flannelClient: 'kubernetes' | 'etcd' | null;
}

/** The cluster's DNS server. */
export type ResolvedDns =
  | {
      readonly name: 'coredns';
      readonly api: AddonApi;
      readonly traits: CoreDnsTraits;
      readonly image: string;
      readonly osLabel: string;
      readonly replicas: number;
      /** The user's own; null: ours. */
      readonly corefile: string | null;
    }
  | {
      readonly name: 'kube-dns';
      readonly api: AddonApi;
      readonly traits: KubeDnsTraits;
      readonly images: { readonly kubedns: string; readonly dnsmasq: string; readonly sidecar: string };
      /** Null: the API server's default. */
      readonly replicas: number | null;
      /** The user's own flags for dnsmasq; null: ours. */
      readonly dnsmasq: readonly string[] | null;
    };

/** How packets find the pods of another node; `network` is its name at Google Cloud. */
export interface ResolvedRoutes extends RouteFacts {
  readonly network: string;
}

/** Where a machine finds one fact about itself: at places of its metadata service in order, or in its own host name. */
export type IdentitySource =
  | { readonly from: 'metadata'; readonly what: string; readonly places: readonly MetadataPlace[] }
  | { readonly from: 'machine'; readonly what: string };

/** What the machine finds out about itself at each boot; each null where the spec says it. */
export interface ResolvedIdentity {
  readonly service: Pick<MetadataService, 'headers' | 'session'>;
  readonly name: IdentitySource | null;
  readonly address: IdentitySource | null;
  readonly podCIDR: IdentitySource | null;
}

/** One worker: what makes its document differ from its neighbours'. */
export interface ResolvedNode {
  readonly name: string;
  readonly address: string | null;
  /** Null where the cluster, or the machine itself at boot, gives the node its range. */
  readonly podCIDR: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** The API server as this machine reaches it. */
  readonly endpoint: string;
  readonly kubelet: ResolvedNodeKubelet;
  /** Files that this machine gets and others do not. */
  readonly files: readonly ResolvedFile[];
  /** Where in the spec it comes from. */
  readonly origin: SpecPath;
}

/** A cluster with every default made and every fact of its releases looked up: nothing in it is optional. */
export interface ResolvedCluster {
  readonly name: string;
  readonly kubernetesVersion: string;
  readonly endpoint: string;
  readonly publicEndpoint: string;
  readonly podCIDR: string;
  readonly serviceCIDR: string;
  readonly dnsAddress: string;
  readonly domain: string;
  readonly paths: ResolvedPaths;
  readonly runtime: ResolvedRuntime;
  readonly cni: ResolvedCni;
  readonly kubelet: ResolvedKubelet;
  /** Null: no kube-proxy. */
  readonly proxy: ResolvedProxy | null;
  readonly units: ResolvedUnits;
  readonly host: ResolvedHost;
  readonly firstBoot: ResolvedFirstBoot;
  readonly identities: ResolvedIdentities;
  /** Null: the spec says all of each machine. */
  readonly identity: ResolvedIdentity | null;
  readonly artifacts: readonly ResolvedArtifact[];
  /** Addresses that artifacts are fetched below, in order; the upstream one is `https://`. */
  readonly sources: readonly string[];
  readonly format: 'cloud-config' | 'script';
  readonly limit: {
    readonly provider: string;
    readonly bytes: number | null;
    readonly counts: string;
    readonly forms: readonly PackedForm[];
  };
  /** The Terraform argument that takes a document as text, and the one that takes bytes; null: none. */
  readonly terraform: { readonly text: TerraformField | null; readonly binary: TerraformField | null };
  /** Null: the user brings one. */
  readonly dns: ResolvedDns | null;
  readonly routes: ResolvedRoutes;
  /** The RuntimeClasses of the runtime's handlers; null: there are none, or the API server does not take any. */
  readonly runtimeClasses: { readonly api: string; readonly handlers: readonly string[] } | null;
  /** The user as whom the API server calls the kubelets. */
  readonly kubeletClient: string;
  readonly nodes: readonly ResolvedNode[];
}

/** PEM texts of one node, and the instant (seconds since 1970) before which its certificate is not valid. */
export interface NodeCredentials {
  readonly authority: string;
  readonly kubeletCertificate: string;
  readonly kubeletKey: string;
  readonly proxyCertificate: string;
  readonly proxyKey: string;
  readonly flannel: FlannelCredentials;
  readonly notBefore: number;
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

import type { ProxyMode } from '../../eras/proxy-modes.js';
import type { FullSpec } from '../full-spec.js';
import type { ReservedSlices } from '../node/reserved-slices.js';

/** Flags by name; null takes one away. */
export type ResolvedFlags = Readonly<Record<string, string | null>>;

export interface ResolvedKubelet {
  readonly reserved: 'none' | 'auto';
  readonly imageCredentialProviders: FullSpec['kubelet']['imageCredentialProviders'];
  /** The flag of each field, by its path with dots, where all settings are flags; null: they stand in a file. */
  readonly settingFlags: Readonly<Record<string, string>> | null;
  readonly taintsIn: 'flag' | 'file';
  readonly allowPrivilegedFlag: boolean;
  /** The directory of static pods' manifests; null: there is none. */
  readonly staticPods: string | null;
  /** The directory of volume plugins; null: the kubelet's own default. */
  readonly volumePlugins: string | null;
}

/** What may differ from one machine's kubelet to the next one's: the cluster's with the machine's own laid over it. */
export interface ResolvedNodeKubelet {
  /** Fields that the baseline, or another part of the spec sets, below those of kubelet.config. */
  readonly preset: Readonly<Record<string, unknown>>;
  /** How many pods it may run. */
  readonly maxPods: number;
  /** Files in which it keeps what it has given to whom, by policies that the spec names. */
  readonly statePolicies: readonly { readonly file: string; readonly policy: string }[];
  /** Slices of the cgroups that its reserves are enforced on, and the one that it and the runtime run in. */
  readonly reservedSlices: ReservedSlices;
  /** How long logind must let the kubelet keep the machine up, in seconds; null: as long as it does by itself. */
  readonly shutdownSeconds: number | null;
  readonly resolvConf: string;
  /** Whether that is systemd-resolved's file, which not every image has: the machine then makes it a link to the plain one. */
  readonly ofResolved: boolean;
  /** Whether the machine's swap stays on: the kubelet is told to live with it. */
  readonly swap: boolean;
  /** `ADDRESS/PORT` where the kubelet says that it is healthy; null: nowhere. */
  readonly healthz: string | null;
  /** Where it keeps the certificate and the key that it asked the cluster for, in one file. */
  readonly clientCertificate: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly flags: ResolvedFlags;
}

/** Where the kubelet's files lie on a node. */
export interface KubeletLayout {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  readonly kubeconfig: string;
  /** What it asks for its certificates with; then it writes the other one itself. */
  readonly bootstrapKubeconfig: string;
  readonly config: string;
}

export interface ResolvedProxy {
  readonly settingFlags: Readonly<Record<string, string>> | null;
  readonly mode: ProxyMode;
  /** Kernel modules that its mode needs. */
  readonly modules: readonly string[];
  /** Whether NodePorts answer on the node's primary address alone, and nobody asked for that. */
  readonly primaryPortsByDefault: boolean;
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

import type { ContainerdUnit } from '../../eras/containerd.js';
import type { ContainerdPlaces } from '../../eras/containerd-places.js';
import type { CrioPrograms } from '../../eras/crio.js';
import type { HandlerTraits } from '../../eras/handlers.js';
import type { SpecPath } from '../../spec/diagnostic.js';

export type CgroupDriver = 'systemd' | 'cgroupfs';

/** A further runtime beside the default one. */
export interface ResolvedHandler {
  readonly name: string;
  /** What its type is to the runtime. */
  readonly traits: Pick<HandlerTraits, 'fetched' | 'engine' | 'shim' | 'onDocker'>;
  /** Null: where the type's own release or package has it. */
  readonly program: string | null;
  /** Also for pods with the annotation io.kubernetes.cri.untrusted-workload. */
  readonly untrusted: boolean;
}

/** A server that images are pulled from, and what it asks for. */
export interface RegistryEndpoint {
  /** With its scheme; null: whichever registry the image names. */
  readonly url: string | null;
  /** Host and port, and the path without /v2 where the API's own path is overridden. */
  readonly location: string;
  /** Host and port. */
  readonly host: string;
  readonly isPlain: boolean;
  readonly overridePath: boolean;
  readonly ca: string | null;
  readonly client: { readonly certificate: string; readonly key: string } | null;
  /** `USER:PASSWORD` in base64, as HTTP's basic authentication has it. */
  readonly basic: string | null;
  readonly origin: SpecPath;
}

/** How the images of a registry are pulled. */
export interface ResolvedRegistry {
  /** As images name it; `*` for all others. */
  readonly name: string;
  /** In the order in which they are asked. */
  readonly mirrors: readonly RegistryEndpoint[];
  /** The registry itself; null: it is not asked. */
  readonly itself: RegistryEndpoint | null;
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
  readonly registries: readonly ResolvedRegistry[];
  /** The handlers that a RuntimeClass can name. */
  readonly runtimeClasses: readonly string[];
  /** Whether containers get SELinux labels of their own: only where a policy knows them, else none starts. */
  readonly labels: boolean;
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
  /** Whether its programs must be searched before those of the image, which has a shim of its own. */
  readonly searchesOwnFirst: boolean;
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

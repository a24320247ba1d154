import type { Era } from './lookup.js';

/** A way into the TOML tree. */
export type TomlPath = readonly string[];

/** The versions that config.toml's format has had; the first one is written without a number. */
export type ContainerdFormat = 1 | 2 | 3 | 4;

/**
 * Where each setting stands in config.toml. `version` is the file's own version number, null for the first form,
 * which has none.
 */
export interface ContainerdPlaces {
  readonly version: ContainerdFormat | null;
  readonly snapshotter: TomlPath;
  readonly pauseImage: TomlPath;
  readonly cniBinary: TomlPath;
  readonly cniBinaryIsList: boolean;
  readonly cniConfig: TomlPath;
  readonly runcType: TomlPath;
  readonly runcTypeValue: string;
  readonly runcBinary: TomlPath;
  readonly systemdCgroup: TomlPath;
  /** Whether containers get SELinux labels of their own. */
  readonly selinux: TomlPath;
  /** The table of further runtimes by their names. */
  readonly runtimes: TomlPath;
  /** How a runtime is told which program to run: by a key of its own, or among the options of its shim. */
  readonly programIn: 'engine' | 'options';
  /** The folder with a hosts.toml for each registry. */
  readonly registries: TomlPath;
  /** The runtime of pods with the annotation io.kubernetes.cri.untrusted-workload. */
  readonly untrusted: TomlPath;
}

const v1 = ['plugins', 'cri'];
const v2 = ['plugins', 'io.containerd.grpc.v1.cri'];
const images = ['plugins', 'io.containerd.cri.v1.images'];
const runtime = ['plugins', 'io.containerd.cri.v1.runtime'];

const form1: ContainerdPlaces = {
  version: null,
  snapshotter: [...v1, 'containerd', 'snapshotter'],
  pauseImage: [...v1, 'sandbox_image'],
  cniBinary: [...v1, 'cni', 'bin_dir'],
  cniBinaryIsList: false,
  cniConfig: [...v1, 'cni', 'conf_dir'],
  runcType: [...v1, 'containerd', 'default_runtime', 'runtime_type'],
  runcTypeValue: 'io.containerd.runtime.v1.linux',
  runcBinary: [...v1, 'containerd', 'default_runtime', 'runtime_engine'],
  systemdCgroup: [...v1, 'systemd_cgroup'],
  selinux: [...v1, 'enable_selinux'],
  runtimes: [...v1, 'containerd', 'runtimes'],
  programIn: 'engine',
  registries: [...v1, 'registry', 'config_path'],
  untrusted: [...v1, 'containerd', 'untrusted_workload_runtime'],
};

const form2: ContainerdPlaces = {
  version: 2,
  snapshotter: [...v2, 'containerd', 'snapshotter'],
  pauseImage: [...v2, 'sandbox_image'],
  cniBinary: [...v2, 'cni', 'bin_dir'],
  cniBinaryIsList: false,
  cniConfig: [...v2, 'cni', 'conf_dir'],
  runcType: [...v2, 'containerd', 'runtimes', 'runc', 'runtime_type'],
  runcTypeValue: 'io.containerd.runc.v2',
  runcBinary: [...v2, 'containerd', 'runtimes', 'runc', 'options', 'BinaryName'],
  systemdCgroup: [...v2, 'containerd', 'runtimes', 'runc', 'options', 'SystemdCgroup'],
  selinux: [...v2, 'enable_selinux'],
  runtimes: [...v2, 'containerd', 'runtimes'],
  programIn: 'options',
  registries: [...v2, 'registry', 'config_path'],
  untrusted: [...v2, 'containerd', 'runtimes', 'untrusted'],
};

const form3: ContainerdPlaces = {
  version: 3,
  snapshotter: [...images, 'snapshotter'],
  pauseImage: [...images, 'pinned_images', 'sandbox'],
  cniBinary: [...runtime, 'cni', 'bin_dir'],
  cniBinaryIsList: false,
  cniConfig: [...runtime, 'cni', 'conf_dir'],
  runcType: [...runtime, 'containerd', 'runtimes', 'runc', 'runtime_type'],
  runcTypeValue: 'io.containerd.runc.v2',
  runcBinary: [...runtime, 'containerd', 'runtimes', 'runc', 'options', 'BinaryName'],
  systemdCgroup: [...runtime, 'containerd', 'runtimes', 'runc', 'options', 'SystemdCgroup'],
  selinux: [...runtime, 'enable_selinux'],
  runtimes: [...runtime, 'containerd', 'runtimes'],
  programIn: 'options',
  registries: [...images, 'registry', 'config_path'],
  untrusted: [...runtime, 'containerd', 'runtimes', 'untrusted'],
};

// The formats that a containerd reads as its own; the first one is written where the spec names none. 2.0 and newer
// would also turn older formats into theirs at each start.
export const containerdFormats: readonly [Era<Formats>, ...Era<Formats>[]] = [
  { since: '1.1.0', value: [1], source: 'containerd/containerd server/config.go v1.1.0, v1.2.0: no version' },
  { since: '1.3.0', value: [2, 1], source: 'containerd/containerd docs/PLUGINS.md v2.3.4: version 2 since 1.3' },
  { since: '2.0.0', value: [3], source: 'containerd/containerd version/version.go v2.0.0, v2.2.7: ConfigVersion = 3' },
  { since: '2.3.0', value: [4, 3], source: 'containerd/containerd version/version.go v2.3.0: ConfigVersion = 4' },
];
type Formats = readonly [ContainerdFormat, ...ContainerdFormat[]];

const form3List = { ...form3, cniBinary: [...runtime, 'cni', 'bin_dirs'], cniBinaryIsList: true };

/** Where the settings stand, by the format's version. */
export const containerdPlaces: Readonly<
  Record<ContainerdFormat, readonly [Era<ContainerdPlaces>, ...Era<ContainerdPlaces>[]]>
> = {
  1: [{ since: '1.1.0', value: form1, source: 'containerd/cri pkg/config/config.go v1.1.0, v1.2.0' }],
  2: [{ since: '1.3.0', value: form2, source: 'containerd/containerd docs/cri/config.md v1.5.0' }],
  3: [
    { since: '2.0.0', value: form3, source: 'containerd/containerd docs/cri/config.md v2.0.0' },
    {
      since: '2.1.0',
      value: form3List,
      source: 'containerd/containerd docs/cri/config.md v2.1.0: bin_dirs; RELEASES.md: bin_dir goes in 2.4',
    },
  ],
  4: [
    {
      since: '2.3.0',
      value: { ...form3List, version: 4 },
      source: 'containerd/containerd docs/man/containerd-config.toml.5.md v2.3.4: only servers moved',
    },
  ],
};

import type { Era, Span } from './lookup.js';

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

// Runtimes by name came with 1.2; before it only the untrusted one could be another.
export const containerdNamesRuntimes: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.1.0', value: false, source: 'containerd/cri pkg/config/config.go v1.1.0' },
  { since: '1.2.0', value: true, source: 'containerd/cri pkg/config/config.go v1.2.0: runtimes' },
];

// Folders of registries; before them there are mirrors in config.toml, which 2.4 ends.
export const containerdHostFolders: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.1.0', value: false, source: 'containerd/cri pkg/config/config.go v1.1.0: no registry.config_path' },
  { since: '1.5.0', value: true, source: 'containerd/containerd docs/hosts.md: implemented in v1.5, CRI included' },
];

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

/** What differs between the unit files that containerd's own releases carry. */
export interface ContainerdUnit {
  /** Whether it loads the module overlay by itself, which modules-load.d and the install do, too. */
  readonly loadsOverlay: boolean;
  readonly type: 'simple' | 'notify';
  readonly limitNoFile: string | null;
  readonly after: string;
}

export const containerdUnits: readonly [Era<ContainerdUnit>, ...Era<ContainerdUnit>[]] = [
  {
    since: '1.1.0',
    value: { loadsOverlay: true, type: 'simple', limitNoFile: '1048576', after: 'network.target' },
    source: 'containerd/containerd containerd.service v1.1.0–1.3.3: no sd_notify in the daemon',
  },
  {
    since: '1.3.4',
    value: { loadsOverlay: true, type: 'notify', limitNoFile: '1048576', after: 'network.target local-fs.target' },
    source: 'containerd/containerd containerd.service v1.3.4',
  },
  {
    since: '1.5.0',
    value: { loadsOverlay: true, type: 'notify', limitNoFile: 'infinity', after: 'network.target local-fs.target' },
    source: 'containerd/containerd containerd.service v1.5.0',
  },
  {
    since: '2.0.0',
    value: { loadsOverlay: false, type: 'notify', limitNoFile: null, after: 'network.target dbus.service' },
    source: 'containerd/containerd containerd.service v2.0.0; docs/containerd-2.0.md',
  },
];

/** The releases of Kubernetes that a containerd serves, by the CRI versions it speaks. */
export const containerdReach: readonly [Era<Span>, ...Era<Span>[]] = [
  {
    since: '1.1.0',
    value: { since: '1.10.0', until: '1.26.0' },
    source: 'containerd/containerd RELEASES.md: CRI v1alpha2, which the kubelet speaks to 1.25',
  },
  {
    since: '1.6.15',
    value: { since: '1.10.0' },
    source: 'containerd/containerd RELEASES.md: CRI v1alpha2 and v1; Kubernetes 1.26 needs 1.6.15',
  },
  {
    since: '2.0.0',
    value: { since: '1.23.0' },
    source: 'containerd/containerd RELEASES.md: CRI v1 only, which the kubelet speaks from 1.23',
  },
];

/** Whether a runtime's shim can be named by its path. */
export const containerdRuntimePath: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.1.0', value: false, source: 'containerd/containerd pkg/cri/config/config.go v1.5.0' },
  { since: '1.6.0', value: true, source: 'containerd/containerd pkg/cri/config/config.go v1.6.0: runtime_path' },
];

/** Whether it runs on cgroup v2. */
export const containerdCgroup2: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.1.0', value: false, source: 'containerd/containerd v1.3.10 vendored containerd/cgroups: v1 only' },
  { since: '1.4.0', value: true, source: 'containerd/containerd v1.4.0 vendored containerd/cgroups/v2' },
];

/** Whether it answers a kubelet that asks for the cgroup driver. */
export const containerdTellsDriver: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.1.0', value: false, source: 'containerd/containerd#11346: not taken into 1.7' },
  { since: '2.0.0', value: true, source: 'containerd/containerd#8722: RuntimeConfig' },
];

import type { Era } from './lookup.js';

/** A way into the TOML tree. */
export type TomlPath = readonly string[];

/**
 * Where each setting stands in config.toml. `version` is the file's own version number, null for the first form,
 * which has none.
 */
export interface ContainerdPlaces {
  readonly version: number | null;
  readonly snapshotter: TomlPath;
  readonly pauseImage: TomlPath;
  readonly cniBinary: TomlPath;
  readonly cniBinaryIsList: boolean;
  readonly cniConfig: TomlPath;
  readonly runcType: TomlPath;
  readonly runcTypeValue: string;
  readonly runcBinary: TomlPath;
  readonly systemdCgroup: TomlPath;
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
};

export const containerdPlaces: readonly [Era<ContainerdPlaces>, ...Era<ContainerdPlaces>[]] = [
  { since: '1.1.0', value: form1, source: 'containerd/cri pkg/config v1.1.0, v1.2.0' },
  { since: '1.3.0', value: form2, source: 'containerd/containerd docs/PLUGINS.md v2.3.4: version 2 since 1.3' },
  { since: '2.0.0', value: form3, source: 'containerd/containerd docs/cri/config.md v2.0.0' },
  {
    since: '2.1.0',
    value: { ...form3, cniBinary: [...runtime, 'cni', 'bin_dirs'], cniBinaryIsList: true },
    source: 'containerd/containerd docs/cri/config.md v2.1.0: bin_dirs; RELEASES.md: bin_dir goes in 2.4',
  },
];

/** What differs between the unit files that containerd's own releases carry. */
export interface ContainerdUnit {
  readonly type: 'simple' | 'notify';
  readonly limitNoFile: string | null;
  readonly after: string;
}

export const containerdUnits: readonly [Era<ContainerdUnit>, ...Era<ContainerdUnit>[]] = [
  {
    since: '1.1.0',
    value: { type: 'simple', limitNoFile: '1048576', after: 'network.target' },
    source: 'containerd/containerd containerd.service v1.1.0–1.3.3: no sd_notify in the daemon',
  },
  {
    since: '1.3.4',
    value: { type: 'notify', limitNoFile: '1048576', after: 'network.target local-fs.target' },
    source: 'containerd/containerd containerd.service v1.3.4',
  },
  {
    since: '1.5.0',
    value: { type: 'notify', limitNoFile: 'infinity', after: 'network.target local-fs.target' },
    source: 'containerd/containerd containerd.service v1.5.0',
  },
  {
    since: '2.0.0',
    value: { type: 'notify', limitNoFile: null, after: 'network.target dbus.service' },
    source: 'containerd/containerd containerd.service v2.0.0; docs/containerd-2.0.md',
  },
];

/** Oldest and newest Kubernetes that a containerd serves, by the CRI versions it speaks. */
export interface ContainerdReach {
  readonly oldestKubernetes: string;
  readonly beforeKubernetes: string | null;
}

export const containerdReach: readonly [Era<ContainerdReach>, ...Era<ContainerdReach>[]] = [
  {
    since: '1.1.0',
    value: { oldestKubernetes: '1.10.0', beforeKubernetes: '1.26.0' },
    source: 'containerd/containerd RELEASES.md: CRI v1alpha2, which the kubelet speaks to 1.25',
  },
  {
    since: '1.6.15',
    value: { oldestKubernetes: '1.10.0', beforeKubernetes: null },
    source: 'containerd/containerd RELEASES.md: CRI v1alpha2 and v1; Kubernetes 1.26 needs 1.6.15',
  },
  {
    since: '2.0.0',
    value: { oldestKubernetes: '1.23.0', beforeKubernetes: null },
    source: 'containerd/containerd RELEASES.md: CRI v1 only, which the kubelet speaks from 1.23',
  },
];

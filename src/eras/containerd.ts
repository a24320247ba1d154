import type { Era, Span } from './lookup.js';

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

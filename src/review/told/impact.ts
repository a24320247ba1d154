/** What a change does to a machine that is brought up to date in place, from the least to the most. */
export const impacts = ['nothing', 'written', 'restart', 'runtime', 'drain', 'reboot', 'machine'] as const;
export type Impact = (typeof impacts)[number];

export const worse = (a: Impact, b: Impact): Impact => (impacts.indexOf(a) < impacts.indexOf(b) ? b : a);

/** The least that a restart of a unit of this name is; any other is `restart`. */
export const unitImpacts: Readonly<Record<string, { readonly impact: Impact; readonly why: string | null }>> = {
  containerd: { impact: 'runtime', why: null },
  crio: { impact: 'runtime', why: null },
  'cri-docker': { impact: 'runtime', why: null },
  // Its daemon stops the containers when it ends. Source: docs.docker.com/engine/daemon/live-restore.
  docker: { impact: 'drain', why: 'dockerd stops its containers when it restarts, unless live-restore is on' },
};

/** A setting that asks for more than a restart of whoever reads it. */
export interface SettingImpact {
  readonly kind: string;
  readonly setting: RegExp;
  /** Whether it does, by its values; null is one that is not set. */
  readonly when?: (was: string | null, becomes: string | null) => boolean;
  readonly impact: Impact;
  readonly why: string;
  readonly source: string;
}

const number = (value: string | null, usual: number): number => (value === null ? usual : Number(value));
const isGone = (_: string | null, becomes: string | null): boolean => becomes === null;

const onceRegistered = 'the kubelet tells the API server of it only when it registers a new Node';
const website = 'kubernetes.io/docs';

export const settingImpacts: readonly SettingImpact[] = [
  {
    kind: 'kubelet',
    setting: /^(?:maxPods|podsPerCore|--max-pods|--pods-per-core)$/,
    // The kubelet's default is 110.
    when: (was, becomes) => number(becomes, 110) < number(was, 110),
    impact: 'drain',
    why: 'at its restart the kubelet refuses pods beyond the new number, also those that run',
    source: 'github.com/kubernetes/kubernetes: pull 104817, issue 91658',
  },
  {
    kind: 'kubelet',
    setting: /^(?:cpuManagerPolicy|--cpu-manager-policy)$/,
    impact: 'drain',
    why: 'the kubelet does not start with the state of another policy: drain, stop it and remove cpu_manager_state',
    source: `${website}/tasks/administer-cluster/cpu-management-policies`,
  },
  {
    kind: 'kubelet',
    setting: /^(?:memoryManagerPolicy|--memory-manager-policy)$/,
    impact: 'drain',
    why: 'the kubelet does not start with the state of another policy: drain, stop it and remove memory_manager_state',
    source: `${website}/tasks/administer-cluster/memory-manager`,
  },
  {
    kind: 'kubelet',
    setting: /^(?:cgroupDriver|cgroupRoot|cgroupsPerQOS|--cgroup-driver|--cgroup-root|--cgroups-per-qos)$/,
    impact: 'drain',
    why: 'running pods are in cgroups of the other kind',
    source: `${website}/setup/production-environment/container-runtimes#cgroup-drivers`,
  },
  {
    kind: 'containerd',
    setting: /SystemdCgroup$/,
    impact: 'drain',
    why: 'running pods are in cgroups of the other kind',
    source: `${website}/setup/production-environment/container-runtimes#cgroup-drivers`,
  },
  {
    kind: 'crio',
    setting: /cgroup_manager$/,
    impact: 'drain',
    why: 'running pods are in cgroups of the other kind',
    source: `${website}/setup/production-environment/container-runtimes#cgroup-drivers`,
  },
  {
    kind: 'docker',
    setting: /^(?:exec-opts|storage-driver|data-root|bip|bridge)\b/,
    impact: 'drain',
    why: 'running containers were created differently',
    source: 'docs.docker.com/reference/cli/dockerd',
  },
  {
    kind: 'containerd',
    setting: /(?:^|\.)(?:snapshotter|root|state)$/,
    impact: 'drain',
    why: 'running containers are stored elsewhere',
    source: 'github.com/containerd/containerd: docs/cri/config.md',
  },
  {
    kind: 'cni',
    setting: /./,
    impact: 'drain',
    why: 'running pods keep their addresses and interfaces; only new pods follow it',
    source: 'github.com/containernetworking/cni: SPEC.md, ADD',
  },
  {
    kind: 'kubelet',
    setting: /^(?:registerWithTaints|--register-with-taints)/,
    impact: 'restart',
    why: `${onceRegistered}: for an existing node use kubectl taint`,
    source: 'github.com/kubernetes/kubernetes: pkg/kubelet/kubelet_node_status.go, tryRegisterWithAPIServer',
  },
  {
    kind: 'kubelet',
    setting: /^--node-labels$/,
    impact: 'restart',
    why: `${onceRegistered}: for an existing node use kubectl label`,
    source: 'github.com/kubernetes/kubernetes: pkg/kubelet/kubelet_node_status.go, updateDefaultLabels',
  },
  {
    kind: 'kubelet',
    setting: /^--hostname-override$/,
    impact: 'machine',
    why: 'a Node keeps its name for life',
    source: `${website}/concepts/architecture/nodes#node-name-uniqueness`,
  },
  {
    kind: 'sysctl',
    setting: /./,
    when: isGone,
    impact: 'reboot',
    why: 'the kernel keeps the value until then',
    source: 'man 8 sysctl',
  },
  {
    kind: 'modules',
    setting: /./,
    when: isGone,
    impact: 'reboot',
    why: 'the module stays loaded until then',
    source: 'man 5 modules-load.d',
  },
];

import type { KindName } from './kinds-of-files.js';

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
  docker: { impact: 'drain', why: 'restarting dockerd stops its containers unless live-restore is on' },
};

/**
 * When a change of a setting's value asks for more: `always`; `changed`, where it is set before and after; `gone`, where
 * it is not set any more; `fewer`, where its number is smaller than before.
 */
export type When = 'always' | 'changed' | 'gone' | 'fewer';

/** A setting that asks for more than a restart of whoever reads it. */
export interface SettingImpact {
  readonly kind: KindName;
  /** Its name as the kind's reader tells it; as grep -E and JavaScript both read it. */
  readonly setting: string;
  readonly when: When;
  readonly impact: Impact;
  readonly why: string;
  readonly source: string;
}

/** What a number is that is not set: the kubelet's default for maxPods, which podsPerCore is capped by. */
export const usual = 110;
const numberOf = (value: string | null): number => (value === null ? usual : Number(value));

/** Whether a row is about these values; null is one that is not set. */
export const holds: Readonly<Record<When, (was: string | null, becomes: string | null) => boolean>> = {
  always: () => true,
  changed: (was, becomes) => was !== null && becomes !== null,
  gone: (_, becomes) => becomes === null,
  fewer: (was, becomes) => numberOf(becomes) < numberOf(was),
};

const onceRegistered = 'applies only when the kubelet registers a new Node';
const website = 'kubernetes.io/docs';

export const settingImpacts: readonly SettingImpact[] = [
  {
    kind: 'kubelet',
    setting: '^(maxPods|podsPerCore|--max-pods|--pods-per-core)$',
    when: 'fewer',
    impact: 'drain',
    why: 'when it restarts, the kubelet rejects pods over the new limit, including running ones',
    source: 'github.com/kubernetes/kubernetes: pull 104817, issue 91658',
  },
  {
    kind: 'kubelet',
    setting:
      '^(kubeReserved|systemReserved|reservedSystemCPUs|evictionHard|--kube-reserved|--system-reserved|--reserved-cpus|--eviction-hard|--config-dir)',
    when: 'always',
    impact: 'drain',
    why: 'pods get a different share of the machine; when it restarts, the kubelet rejects running pods that no longer fit',
    source: 'github.com/kubernetes/kubernetes: pull 104817, issue 83612',
  },
  {
    kind: 'kubelet',
    setting: '^(topologyManagerPolicy|topologyManagerScope|--topology-manager-policy|--topology-manager-scope)$',
    when: 'always',
    impact: 'drain',
    why: 'when it restarts, the kubelet rejects running pods that do not fit the new policy',
    source: 'github.com/kubernetes/kubernetes: issue 123859',
  },
  {
    kind: 'kubelet',
    setting: '^(cpuManagerPolicy|--cpu-manager-policy)$',
    when: 'always',
    impact: 'drain',
    why: 'running containers keep the CPUs of the old policy, and the install deletes its cpu_manager_state',
    source: `${website}/tasks/administer-cluster/cpu-management-policies`,
  },
  {
    kind: 'kubelet',
    setting: '^(memoryManagerPolicy|--memory-manager-policy)$',
    when: 'always',
    impact: 'drain',
    why: 'running containers keep the memory of the old policy, and the install deletes its memory_manager_state',
    source: `${website}/tasks/administer-cluster/memory-manager`,
  },
  {
    kind: 'kubelet',
    setting: '^(cgroupDriver|cgroupRoot|cgroupsPerQOS|--cgroup-driver|--cgroup-root|--cgroups-per-qos)$',
    when: 'always',
    impact: 'drain',
    why: 'running pods stay in the old cgroups',
    source: `${website}/setup/production-environment/container-runtimes#cgroup-drivers`,
  },
  {
    kind: 'containerd',
    setting: 'SystemdCgroup$',
    when: 'changed',
    impact: 'drain',
    why: 'running pods stay in the old cgroups',
    source: `${website}/setup/production-environment/container-runtimes#cgroup-drivers`,
  },
  {
    kind: 'crio',
    setting: 'cgroup_manager$',
    when: 'changed',
    impact: 'drain',
    why: 'running pods stay in the old cgroups',
    source: `${website}/setup/production-environment/container-runtimes#cgroup-drivers`,
  },
  {
    kind: 'docker',
    setting: '^(exec-opts|storage-driver|data-root|bip|bridge)',
    when: 'always',
    impact: 'drain',
    why: 'running containers were created with the old settings',
    source: 'docs.docker.com/reference/cli/dockerd',
  },
  {
    kind: 'containerd',
    setting: '(^|[.])(snapshotter|root|state)$',
    when: 'always',
    impact: 'drain',
    why: 'running containers are stored in the old place',
    source: 'github.com/containerd/containerd: docs/cri/config.md',
  },
  {
    kind: 'cni',
    setting: '.',
    when: 'always',
    impact: 'drain',
    why: 'running pods keep their old addresses and interfaces; only new pods get the new ones',
    source: 'github.com/containernetworking/cni: SPEC.md, ADD',
  },
  {
    kind: 'kubelet',
    setting: '^(registerWithTaints|--register-with-taints)',
    when: 'always',
    impact: 'restart',
    why: `${onceRegistered}; for an existing one, use kubectl taint`,
    source: 'github.com/kubernetes/kubernetes: pkg/kubelet/kubelet_node_status.go, tryRegisterWithAPIServer',
  },
  {
    kind: 'kubelet',
    setting: '^--node-labels$',
    when: 'always',
    impact: 'restart',
    why: `${onceRegistered}; for an existing one, use kubectl label`,
    source: 'github.com/kubernetes/kubernetes: pkg/kubelet/kubelet_node_status.go, updateDefaultLabels',
  },
  {
    kind: 'kubelet',
    setting: '^--hostname-override$',
    when: 'always',
    impact: 'machine',
    why: 'an existing Node cannot be renamed',
    source: `${website}/concepts/architecture/nodes#node-name-uniqueness`,
  },
  {
    kind: 'sysctl',
    setting: '.',
    when: 'gone',
    impact: 'reboot',
    why: 'the kernel keeps the old value until then',
    source: 'man 8 sysctl',
  },
  {
    kind: 'modules',
    setting: '.',
    when: 'gone',
    impact: 'reboot',
    why: 'the module stays loaded until then',
    source: 'man 5 modules-load.d',
  },
];

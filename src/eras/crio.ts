import type { Era } from './lookup.js';

/** The CRI-O that goes with a Kubernetes release: of the same minor, the newest whose digest is known. */
export const crioReleases: readonly [Era<string>, ...Era<string>[]] = (
  [
    '1.23.2',
    '1.24.5',
    '1.25.4',
    '1.26.4',
    '1.27.6',
    '1.28.10',
    '1.29.13',
    '1.30.14',
    '1.31.13',
    '1.32.13',
    '1.33.12',
    '1.34.11',
    '1.35.6',
    '1.36.3',
  ] as const
).map((value) => ({
  since: `${value.slice(0, value.lastIndexOf('.'))}.0`,
  value,
  source: 'cri-o/cri-o README.md: the minor is that of Kubernetes; kubernetes-sigs/kubespray checksums.yml',
})) as unknown as readonly [Era<string>, ...Era<string>[]];

/** What the bundle of a release calls the programs that CRI-O starts. */
export interface CrioPrograms {
  readonly conmon: string;
  readonly crun: string;
}

const plain: CrioPrograms = { conmon: 'conmon', crun: 'crun' };
const prefixed: CrioPrograms = { conmon: 'crio-conmon', crun: 'crio-crun' };

// The prefix came on 2024-01-29 and went on 2024-07-15, for the releases of every line between these days.
const from = 'cri-o/packaging 919803a';
const until = 'cri-o/packaging a2e0d10';

export const crioPrograms: readonly [Era<CrioPrograms>, ...Era<CrioPrograms>[]] = [
  { since: '1.23.0', value: plain, source: 'cri-o/cri-o contrib/bundle/install v1.23.2, v1.28.0' },
  { since: '1.27.4', value: prefixed, source: from },
  { since: '1.28.0', value: plain, source: 'cri-o/cri-o contrib/bundle/install v1.28.0' },
  { since: '1.28.4', value: prefixed, source: from },
  { since: '1.28.9', value: plain, source: until },
  { since: '1.29.2', value: prefixed, source: from },
  { since: '1.29.7', value: plain, source: until },
  { since: '1.30.0', value: prefixed, source: from },
  { since: '1.30.4', value: plain, source: until },
];

/** The newest CNI specification that a CRI-O reads. */
export const crioSpecs: readonly [Era<string>, ...Era<string>[]] = [
  { since: '1.20.0', value: '0.4.0', source: 'cri-o/cri-o go.mod v1.20.0, v1.22.0: libcni 0.8' },
  { since: '1.23.0', value: '1.0.0', source: 'cri-o/cri-o go.mod v1.23.2: libcni 1.0.1' },
  { since: '1.31.0', value: '1.1.0', source: 'cri-o/cri-o go.mod v1.31.0: libcni 1.2.3' },
];

/** Whether gVisor's shim works under a CRI-O. */
export const crioGvisor: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.20.0', value: false, source: 'google/gvisor g3doc/user_guide/containerd/crio.md: 1.37 or newer' },
  { since: '1.37.0', value: true, source: 'google/gvisor g3doc/user_guide/containerd/crio.md' },
];

/** The limit of open files in the unit that a release carries; null: systemd's own. */
export const crioLimitNoFile: readonly [Era<string | null>, ...Era<string | null>[]] = [
  { since: '1.20.0', value: '1048576', source: 'cri-o/cri-o contrib/systemd/crio.service v1.23.2, v1.32.0' },
  { since: '1.33.0', value: null, source: 'cri-o/cri-o contrib/systemd/crio.service v1.33.0' },
];

/** Whether it answers a kubelet that asks for the cgroup driver. */
export const crioTellsDriver: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.20.0', value: false, source: 'kubernetes/website#47054' },
  { since: '1.28.0', value: true, source: 'kubernetes/website#47054: support was added in v1.28.0' },
];

import type { Era } from './lookup.js';

/** The gVisor that is installed where the spec names none: the newest whose digests are known. */
export const newestGvisor = '20260817.0';

/** Whether a runsc can be told to leave cgroups to systemd, which it has to be where the kubelet does (cgroup v2 only). */
export const gvisorSystemdCgroups: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '20180501', value: false, source: 'google/gvisor runsc/config/flags.go before bf8620740' },
  { since: '20220321', value: true, source: 'google/gvisor bf8620740 (2022-03-17), runsc/cgroup/systemd.go' },
];

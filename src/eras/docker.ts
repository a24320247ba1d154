import type { Era, Span } from './lookup.js';

/** The Docker that goes with a Kubernetes release where the spec names none: the newest with a digest of the line tested with it. */
export const dockerReleases: readonly [Era<string>, ...Era<string>[]] = [
  { since: '1.8.0', value: '17.03.2', source: 'kubernetes/kops pkg/model/components/docker.go v1.17.0' },
  { since: '1.12.0', value: '18.06.3', source: 'kubernetes/kops pkg/model/components/docker.go v1.17.0' },
  { since: '1.16.0', value: '18.09.9', source: 'kubernetes/kops pkg/model/components/docker.go v1.21.0' },
  { since: '1.17.0', value: '19.03.15', source: 'kubernetes/kops pkg/model/components/docker.go v1.21.0' },
  { since: '1.21.0', value: '20.10.23', source: 'kubernetes/kops pkg/model/components/docker.go v1.21.0: 20.10' },
  { since: '1.24.0', value: '28.5.2', source: 'kubernetes/minikube deploy/iso: 28.5.2 beside cri-dockerd 0.4' },
];

/** The cri-dockerd whose digest is known and that serves every Kubernetes without dockershim. */
export const newestCriDockerd = '0.4.3';

/** The releases of Kubernetes that a cri-dockerd serves, by the CRI versions that it speaks. */
export const criDockerdReach: readonly [Era<Span>, ...Era<Span>[]] = [
  {
    since: '0.2.0',
    value: { until: '1.26.0' },
    source: 'Mirantis/cri-dockerd v0.2.6 backend/: CRI v1alpha2 only, which the kubelet speaks to 1.25',
  },
  { since: '0.3.0', value: {}, source: 'Mirantis/cri-dockerd v0.3.0 backend/daemon.go: CRI v1 and v1alpha2' },
];

/** Feature gates that the kubelet needs beside cri-dockerd. */
export const criDockerdGates: readonly [Era<Record<string, boolean>>, ...Era<Record<string, boolean>>[]] = [
  { since: '1.8.0', value: {}, source: 'kubernetes/kubernetes: streaming goes over SPDY' },
  {
    since: '1.36.0',
    value: { ExtendWebSocketsToKubelet: false },
    source: 'kubernetes-sigs/kubespray#13360: cri-dockerd does not speak WebSocket streaming',
  },
];

/** The newest CNI specification that each door to Docker reads. */
export const dockershimSpecs: readonly [Era<string>, ...Era<string>[]] = [
  { since: '1.8.0', value: '0.3.1', source: 'kubernetes/kubernetes#51250: libcni 0.6.0' },
  {
    since: '1.20.0',
    value: '0.4.0',
    source: 'kubernetes/kubernetes#91896: libcni 0.8.0; #104861: 0.4.0 is the newest. Before: the careful reading',
  },
];

export const criDockerdSpecs: readonly [Era<string>, ...Era<string>[]] = [
  { since: '0.2.0', value: '0.4.0', source: 'Mirantis/cri-dockerd v0.2.1, v0.3.0 go.mod: libcni 0.8.0' },
  { since: '0.3.1', value: '1.0.0', source: 'Mirantis/cri-dockerd v0.3.1 go.mod: libcni 1.1.2' },
];

/** The cgroup driver that a dockerd takes by itself; null: that of the machine. */
export const dockerCgroupDrivers: readonly [Era<'cgroupfs' | null>, ...Era<'cgroupfs' | null>[]] = [
  { since: '1.11.0', value: 'cgroupfs', source: 'moby/moby v19.03.15 daemon/daemon_unix.go, UsingSystemd' },
  { since: '20.10.0', value: null, source: 'moby/moby v20.10.0 daemon/daemon_unix.go: systemd where cgroups are v2' },
];

/** What a dockerd can do on cgroup v2: older ones do not start there. */
export const dockerCgroup2: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.11.0', value: false, source: 'moby/moby v19.03.15 daemon/daemon_unix.go knows no unified mode' },
  { since: '20.10.0', value: true, source: 'moby/moby v20.10.0 daemon/daemon_unix.go' },
];

/** Whether a runtime in daemon.json may be a containerd shim (`runtimeType`), which Kata needs. */
export const dockerShimRuntimes: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.11.0', value: false, source: 'moby/moby v20.10.24 api/types/types.go, Runtime' },
  { since: '23.0.0', value: true, source: 'moby/moby v23.0.0 api/types/types.go, Runtime: runtimeType' },
];

/** The limit of open files in the unit that a Docker release carries; null: systemd's own. */
export const dockerLimitNoFile: readonly [Era<string | null>, ...Era<string | null>[]] = [
  { since: '1.11.0', value: '1048576', source: 'moby/moby contrib/init/systemd/docker.service v17.03.2-ce' },
  { since: '23.0.0', value: 'infinity', source: 'moby/moby contrib/init/systemd/docker.service v23.0.0' },
  { since: '25.0.0', value: null, source: 'moby/moby contrib/init/systemd/docker.service v25.0.0' },
];

/** The releases of Kubernetes that a Docker serves: its API drops what older clients speak. */
export const dockerReach: readonly [Era<Span>, ...Era<Span>[]] = [
  {
    since: '1.11.0',
    value: { since: '1.8.0' },
    source: 'kubernetes/kubernetes v1.23.0 pkg/kubelet/dockershim: API 1.26 or newer',
  },
  {
    since: '29.0.0',
    value: { since: '1.24.0' },
    source: 'moby/moby docker-v29.0.0 daemon/config/config.go: API 1.44 or newer, which no dockershim speaks',
  },
];

/** Whether cri-dockerd answers a kubelet that asks for the cgroup driver. */
export const criDockerdTellsDriver: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '0.2.0', value: false, source: 'Mirantis/cri-dockerd#222' },
  {
    since: '0.3.17',
    value: true,
    source: 'Mirantis/cri-dockerd#425, merged after 0.3.16; unconfirmed: 0.3.17 is the first release with it',
  },
];

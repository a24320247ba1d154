import type { Span } from './lookup.js';

/** What a number or a duration (in seconds) may be. */
export interface Limit extends Span {
  /** Its dotted path. */
  readonly field: string;
  readonly min?: number;
  readonly max?: number;
  /** For people, where the two numbers do not say it. */
  readonly range?: string;
  readonly duration?: true;
  /** 0 stands for the default. */
  readonly zero?: true;
  /** kube-proxy looks at it in this mode only. */
  readonly mode?: 'iptables' | 'ipvs' | 'nftables';
}

const bit = { min: 0, max: 31 } as const;
const port = { min: 0, max: 65_535 } as const;
const notNegative = { min: 0, range: '0 or more' } as const;
const duration = { min: 0, range: '0 or more', duration: true } as const;
const aboveZero = { min: 1e-9, range: 'more than 0', duration: true } as const;

/** Source: kubernetes/kubernetes pkg/kubelet/apis/config/validation/validation.go and v1beta1/defaults.go, v1.10.13 to v1.37.0. */
export const kubeletLimits: readonly Limit[] = [
  { field: 'nodeLeaseDurationSeconds', ...notNegative },
  { field: 'eventBurst', ...notNegative },
  { field: 'eventRecordQPS', ...notNegative },
  { field: 'healthzPort', ...port },
  { field: 'port', ...port },
  { field: 'readOnlyPort', ...port },
  { field: 'imageGCHighThresholdPercent', min: 0, max: 100 },
  { field: 'imageGCLowThresholdPercent', min: 0, max: 100 },
  { field: 'imageMinimumGCAge', ...duration, since: '1.36' },
  { field: 'imageMaximumGCAge', ...duration },
  { field: 'iptablesDropBit', ...bit },
  { field: 'iptablesMasqueradeBit', ...bit },
  { field: 'kubeAPIBurst', ...notNegative },
  { field: 'kubeAPIQPS', ...notNegative },
  { field: 'nodeStatusMaxImages', min: -1, range: '-1 or more' },
  { field: 'maxOpenFiles', ...notNegative },
  { field: 'maxPods', ...notNegative },
  { field: 'oomScoreAdj', min: -1000, max: 1000 },
  { field: 'podsPerCore', ...notNegative },
  { field: 'registryBurst', ...notNegative },
  { field: 'registryPullQPS', ...notNegative },
  { field: 'maxParallelImagePulls', min: 1, range: '1 or more' },
  { field: 'memoryThrottlingFactor', min: Number.MIN_VALUE, max: 1, range: 'more than 0, at most 1' },
  { field: 'containerLogMaxWorkers', min: 1, range: '1 or more' },
  { field: 'containerLogMonitorInterval', min: 3, range: '3s or more', duration: true },
  { field: 'containerLogMaxFiles', min: 2, range: '2 or more', since: '1.33' },
  { field: 'cpuCFSQuotaPeriod', min: 1e-6, max: 1, range: '1us to 1s', duration: true, since: '1.12', until: '1.26' },
  { field: 'cpuCFSQuotaPeriod', min: 1e-3, max: 1, range: '1ms to 1s', duration: true, since: '1.26' },
  { field: 'crashLoopBackOff.maxContainerRestartPeriod', min: 1, max: 300, range: '1s to 5m', duration: true },
  { field: 'shutdownGracePeriod', min: 1, range: '1s or more, or 0', duration: true, zero: true },
  { field: 'shutdownGracePeriodCriticalPods', min: 1, range: '1s or more, or 0', duration: true, zero: true },
  { field: 'logging.flushFrequency', ...aboveZero, zero: true },
  { field: 'logging.verbosity', min: 0, max: 2 ** 31 - 1 },
  { field: 'tracing.samplingRatePerMillion', min: 0, max: 1_000_000 },
  { field: 'userNamespaces.idsPerPod', min: 65_536, max: 2 ** 32 - 1 },
];

/** Source: kubernetes/kubernetes pkg/proxy/apis/config/validation/validation.go and v1alpha1/defaults.go, v1.10.13 to v1.37.0. */
export const kubeProxyLimits: readonly Limit[] = [
  { field: 'oomScoreAdj', min: -1000, max: 1000 },
  { field: 'clientConnection.burst', ...notNegative },
  { field: 'configSyncPeriod', ...aboveZero, zero: true },
  { field: 'iptables.masqueradeBit', ...bit },
  { field: 'iptables.syncPeriod', ...aboveZero, zero: true },
  { field: 'iptables.minSyncPeriod', ...duration },
  { field: 'nftables.masqueradeBit', mode: 'nftables', ...bit },
  { field: 'nftables.syncPeriod', mode: 'nftables', ...aboveZero, zero: true },
  { field: 'nftables.minSyncPeriod', mode: 'nftables', ...duration },
  { field: 'ipvs.syncPeriod', mode: 'ipvs', ...aboveZero, zero: true },
  { field: 'ipvs.minSyncPeriod', mode: 'ipvs', ...duration },
  { field: 'ipvs.tcpTimeout', mode: 'ipvs', ...duration },
  { field: 'ipvs.tcpFinTimeout', mode: 'ipvs', ...duration },
  { field: 'ipvs.udpTimeout', mode: 'ipvs', ...duration },
  { field: 'udpIdleTimeout', ...aboveZero, zero: true },
  { field: 'conntrack.max', ...notNegative },
  { field: 'conntrack.maxPerCore', ...notNegative },
  { field: 'conntrack.min', ...notNegative },
  { field: 'conntrack.tcpEstablishedTimeout', ...duration },
  { field: 'conntrack.tcpCloseWaitTimeout', ...duration },
  { field: 'conntrack.udpTimeout', ...duration },
  { field: 'conntrack.udpStreamTimeout', ...duration },
  { field: 'logging.flushFrequency', ...aboveZero, zero: true },
  { field: 'logging.verbosity', min: 0, max: 2 ** 31 - 1 },
];

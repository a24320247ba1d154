import type { Span } from './lookup.js';

/** A field that is refused while a feature gate is off. */
export interface GatedField extends Span {
  readonly field: string;
  readonly gate: string;
  /** A value that needs no gate, beside nothing and the field's zero. */
  readonly free?: unknown;
  /** An empty mapping is refused, too. */
  readonly evenEmpty?: true;
}

/** Source: kubernetes/kubernetes pkg/kubelet/apis/config/validation/validation.go, v1.12.10 to v1.37.0; component-base logs/api/v1/options.go. */
export const kubeletGatedFields: readonly GatedField[] = [
  { field: 'rotateCertificates', gate: 'RotateKubeletClientCertificate', since: '1.11', until: '1.19' },
  { field: 'serverTLSBootstrap', gate: 'RotateKubeletServerCertificate', since: '1.11' },
  { field: 'cpuCFSQuotaPeriod', gate: 'CustomCPUCFSQuotaPeriod', since: '1.20', free: '100ms' },
  { field: 'topologyManagerPolicy', gate: 'TopologyManager', since: '1.16', until: '1.27', free: 'none' },
  { field: 'topologyManagerScope', gate: 'TopologyManager', since: '1.20', until: '1.27', free: 'container' },
  { field: 'shutdownGracePeriod', gate: 'GracefulNodeShutdown', since: '1.20' },
  { field: 'shutdownGracePeriodCriticalPods', gate: 'GracefulNodeShutdown', since: '1.20' },
  { field: 'shutdownGracePeriodByPodPriority', gate: 'GracefulNodeShutdownBasedOnPodPriority', since: '1.23' },
  { field: 'memorySwap.swapBehavior', gate: 'NodeSwap', since: '1.22' },
  { field: 'tracing', gate: 'KubeletTracing', since: '1.25', until: '1.34', evenEmpty: true },
  { field: 'enableSystemLogQuery', gate: 'NodeLogQuery', since: '1.27' },
  { field: 'imageMaximumGCAge', gate: 'ImageMaximumGCAge', since: '1.29' },
  { field: 'crashLoopBackOff.maxContainerRestartPeriod', gate: 'KubeletCrashLoopBackOffMax', since: '1.32' },
  { field: 'imagePullCredentialsVerificationPolicy', gate: 'KubeletEnsureSecretPulledImages', since: '1.33' },
  { field: 'preloadedImagesVerificationAllowlist', gate: 'KubeletEnsureSecretPulledImages', since: '1.33' },
  { field: 'memoryReservationPolicy', gate: 'MemoryQoS', since: '1.36', free: 'None' },
  { field: 'memoryThrottlingFactor', gate: 'MemoryQoS', since: '1.37', free: 0.9 },
  { field: 'defaultPodSysctls', gate: 'DefaultPodSysctls', since: '1.37' },
];

/** Fields of `logging`, in both configurations. Source: component-base logs/api/v1/options.go, v0.30.0 to v0.37.0. */
export const loggingGatedFields: readonly GatedField[] = [
  { field: 'logging.options.json.splitStream', gate: 'LoggingAlphaOptions', since: '1.25' },
  { field: 'logging.options.json.infoBufferSize', gate: 'LoggingAlphaOptions', since: '1.25' },
  { field: 'logging.options.text.splitStream', gate: 'LoggingAlphaOptions', since: '1.30' },
  { field: 'logging.options.text.infoBufferSize', gate: 'LoggingAlphaOptions', since: '1.30' },
];

import type { Era } from './lookup.js';

/** From which release on a node is closed further by default: older ones stay as they were. */
export const hardeningDefault: readonly [Era<'baseline' | 'none'>, ...Era<'baseline' | 'none'>[]] = [
  { since: '1.8.0', value: 'none', source: 'Bootwright' },
  {
    since: '1.34.0',
    value: 'baseline',
    source: 'Bootwright: what CIS 1.10 to 1.12 ask of workers, and nodeadm, Talos, Gardener set',
  },
];

/** A field of KubeletConfiguration that the baseline sets. */
export interface HardenedField {
  readonly value: string | number | boolean;
  /** The first release that does it without a feature gate that is off. */
  readonly since: string;
  /** Settings that say it otherwise: fields and flags. */
  readonly unless: readonly string[];
  /** The gate that it hangs on; null: none. */
  readonly gate: string | null;
  /** Whether there is a flag of the same meaning. */
  readonly hasFlag: boolean;
  readonly source: string;
}

/** By the field's name. */
export const hardenedFields: Readonly<Record<string, HardenedField>> = {
  podPidsLimit: {
    value: 8192,
    since: '1.15.0',
    hasFlag: true,
    unless: ['podPidsLimit', 'pod-max-pids'],
    gate: null,
    source:
      'CIS Kubernetes benchmark 4.2.13; kubernetes/website reference/command-line-tools-reference/feature-gates, SupportPodPidsLimit',
  },
  protectKernelDefaults: {
    value: true,
    since: '1.10.0',
    hasFlag: true,
    unless: ['protectKernelDefaults', 'protect-kernel-defaults'],
    gate: null,
    source:
      'CIS Kubernetes benchmark 1.6, 4.2.6; DISA STIG V-242434; awslabs/amazon-eks-ami nodeadm/internal/kubelet/config.go',
  },
  seccompDefault: {
    value: true,
    since: '1.25.0',
    hasFlag: true,
    unless: ['seccompDefault', 'seccomp-default'],
    gate: 'SeccompDefault',
    source:
      'CIS Kubernetes benchmark 1.12, 4.2.14; KEP-2413: beta and on in 1.25, stable in 1.27; Talos machine.kubelet.defaultRuntimeSeccompProfileEnabled',
  },
  shutdownGracePeriod: {
    value: '30s',
    since: '1.21.0',
    hasFlag: false,
    unless: ['shutdownGracePeriod', 'shutdownGracePeriodCriticalPods', 'shutdownGracePeriodByPodPriority'],
    gate: 'GracefulNodeShutdown',
    source: 'KEP-2000: beta and on in 1.21; siderolabs/talos: 30 s',
  },
  shutdownGracePeriodCriticalPods: {
    value: '10s',
    since: '1.21.0',
    hasFlag: false,
    unless: ['shutdownGracePeriod', 'shutdownGracePeriodCriticalPods', 'shutdownGracePeriodByPodPriority'],
    gate: 'GracefulNodeShutdown',
    source: 'KEP-2000; siderolabs/talos: 10 s',
  },
  tlsMinVersion: {
    value: 'VersionTLS13',
    since: '1.17.0',
    hasFlag: true,
    unless: ['tlsMinVersion', 'tls-min-version', 'tlsCipherSuites', 'tls-cipher-suites'],
    gate: null,
    source:
      'CIS Kubernetes benchmark 4.2.12; Go 1.13, which Kubernetes 1.17 is built with, speaks TLS 1.3 by default; its suites cannot be chosen, and are all strong',
  },
};

/** Kernel settings of the baseline, which what the spec says goes over. */
export const hardenedSysctls = {
  settings: { 'fs.inotify.max_user_instances': '8192' },
  // The kernel has 128 for root, whom most pods run as; watches it reckons by the machine's memory, since 5.11.
  source:
    'kubermatic/operating-system-manager deploy/osps/default; kubernetes/kops nodeup/pkg/model/sysctls.go; Linux fs/notify/inotify/inotify_user.c',
} as const;

/**
 * How long others at most let a machine be kept from going down, in seconds: a file that sorts behind the kubelet's own
 * has this on Debian and Ubuntu. For more, a file must sort behind that one.
 * Source: unattended-upgrades debian/unattended-upgrades.logind-maxdelay.conf; kubernetes/kubernetes
 * pkg/kubelet/nodeshutdown/systemd/inhibit_linux.go, OverrideInhibitDelay (99-kubelet.conf).
 */
export const othersInhibitDelay = 30;

import type { WordEra } from './config-words.js';

export interface FlagWordEra extends WordEra {
  /** Fewer words while a feature gate is on. */
  readonly narrowed?: { readonly gate: string; readonly words: readonly string[]; readonly source: string };
}

const disabled = {
  gate: 'DisableCloudProviders',
  words: ['external'],
  source: 'pkg/kubelet/kubelet.go v1.29.0: ErrorForDisabledProvider',
};

/** The words that flags of the kubelet take which set no field; nothing is always one of them. */
export const kubeletFlagWords: Readonly<Record<string, readonly FlagWordEra[]>> = {
  'cloud-provider': [
    {
      until: '1.16',
      words: ['external', 'aws', 'azure', 'cloudstack', 'gce', 'openstack', 'ovirt', 'photon', 'vsphere'],
      source: 'kubernetes/kubernetes pkg/cloudprovider/providers v1.10.13 to v1.15.12',
    },
    {
      since: '1.16',
      until: '1.26',
      words: ['external', 'aws', 'azure', 'gce', 'openstack', 'vsphere'],
      source: 'pkg/cloudprovider/providers/providers.go v1.16.15 to v1.25.0',
    },
    {
      since: '1.26',
      until: '1.27',
      words: ['external', 'aws', 'azure', 'gce', 'vsphere'],
      source: 'pkg/cloudprovider/providers/providers.go v1.26.0',
    },
    {
      since: '1.27',
      until: '1.30',
      narrowed: disabled,
      words: ['external', 'azure', 'gce', 'vsphere'],
      source: 'pkg/cloudprovider/providers/providers.go v1.27.16 to v1.29.0',
    },
    {
      since: '1.30',
      until: '1.31',
      narrowed: disabled,
      words: ['external', 'gce'],
      source: 'pkg/cloudprovider/providers/providers.go v1.30.0',
    },
    // Up to 1.33 the kubelet ends at another word; from 1.34 on it means nothing.
    { since: '1.31', words: ['external'], source: 'cmd/kubelet/app/server.go v1.32.0: ErrorForDisabledProvider' },
  ],
};

/**
 * Fields of the kubelet that a flag may not empty: what a file leaves out gets its default, and what a flag says is taken
 * as it is. Source: pkg/kubelet/apis/config/validation/validation.go, cpu_manager.go and memory_manager.go: unknown policy.
 */
export const neverEmpty: readonly string[] = [
  'authorization.mode',
  'cpuManagerPolicy',
  'hairpinMode',
  'logging.format',
  'memoryManagerPolicy',
  'topologyManagerPolicy',
  'topologyManagerScope',
];

/**
 * Fields of the kubelet that a flag may not make 0, which in a file is the default, and what they may be. Source: the same;
 * k8s.io/component-base logs/api/v1/options.go v0.36.4, and before it klog, whose ticker panics at no interval.
 */
export const neverZero: Readonly<Record<string, string>> = {
  'logging.flushFrequency': 'more than 0',
  port: '1 or more',
};

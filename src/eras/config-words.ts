import type { Span } from './lookup.js';

/** The words that a field of text takes in some releases. */
export interface WordEra extends Span {
  readonly words: readonly string[];
  readonly source: string;
}

const tlsVersions = ['VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13'];

/** Fields of KubeletConfiguration; each entry of a list where the field is one. */
export const kubeletWords: Readonly<Record<string, readonly WordEra[]>> = {
  cgroupDriver: [{ words: ['cgroupfs', 'systemd'], source: 'kubernetes/kubelet config/v1beta1/types.go' }],
  cpuManagerPolicy: [{ words: ['none', 'static'], source: 'pkg/kubelet/cm/cpumanager/cpu_manager.go: unknown policy' }],
  enforceNodeAllocatable: [
    {
      until: '1.32',
      words: ['none', 'pods', 'system-reserved', 'kube-reserved'],
      source: 'pkg/kubelet/apis/config/validation/validation.go v1.31.0',
    },
    {
      since: '1.32',
      words: [
        'none',
        'pods',
        'system-reserved',
        'kube-reserved',
        'system-reserved-compressible',
        'kube-reserved-compressible',
      ],
      source: 'pkg/kubelet/apis/config/validation/validation.go v1.32.0',
    },
  ],
  hairpinMode: [
    {
      words: ['promiscuous-bridge', 'hairpin-veth', 'none'],
      source: 'pkg/kubelet/apis/config/validation/validation.go',
    },
  ],
  'logging.format': [{ words: ['text', 'json'], source: 'component-base logs/api/v1/registry.go' }],
  memoryManagerPolicy: [
    { words: ['None', 'Static'], source: 'pkg/kubelet/cm/memorymanager/memory_manager.go: unknown policy' },
  ],
  'memorySwap.swapBehavior': [
    { until: '1.30', words: ['LimitedSwap', 'UnlimitedSwap'], source: 'validation.go v1.22.0 to v1.29.0' },
    { since: '1.30', words: ['LimitedSwap', 'NoSwap'], source: 'validation.go v1.30.0' },
  ],
  tlsMinVersion: [{ words: tlsVersions, source: 'component-base cli/flag/ciphersuites_flag.go' }],
  topologyManagerPolicy: [
    {
      words: ['none', 'best-effort', 'restricted', 'single-numa-node'],
      source: 'pkg/kubelet/apis/config/validation/validation.go',
    },
  ],
  topologyManagerScope: [{ words: ['container', 'pod'], source: 'pkg/kubelet/apis/config/validation/validation.go' }],
};

/** Fields of KubeProxyConfiguration. */
export const kubeProxyWords: Readonly<Record<string, readonly WordEra[]>> = {
  // Before 1.28 another word is the default, with a warning in the log.
  detectLocalMode: [
    {
      since: '1.28',
      words: ['ClusterCIDR', 'NodeCIDR', 'BridgeInterface', 'InterfaceNamePrefix'],
      source: 'pkg/proxy/apis/config/validation/validation.go v1.28.0; v1.27.16 has no such check',
    },
  ],
  'logging.format': [{ words: ['text', 'json'], source: 'component-base logs/api/v1/registry.go' }],
  mode: [
    {
      until: '1.26',
      words: ['userspace', 'iptables', 'ipvs'],
      source: 'pkg/proxy/apis/config/validation/validation.go v1.25.0',
    },
    { since: '1.26', until: '1.29', words: ['iptables', 'ipvs'], source: 'validation.go v1.26.0' },
    { since: '1.29', words: ['iptables', 'ipvs', 'nftables'], source: 'validation.go v1.29.0' },
  ],
};

/** Names of Go's cipher suites, which tlsCipherSuites is a list of. Source: component-base cli/flag/ciphersuites_flag.go, Go 1.26. */
export const cipherSuites: readonly string[] = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_RC4_128_SHA',
  'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_RC4_128_SHA',
  'TLS_RSA_WITH_3DES_EDE_CBC_SHA',
  'TLS_RSA_WITH_AES_128_CBC_SHA',
  'TLS_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_RSA_WITH_AES_256_CBC_SHA',
  'TLS_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_RSA_WITH_RC4_128_SHA',
];

/** What the kubelet watches for evictions. */
export const evictionSignals: readonly [WordEra, ...WordEra[]] = [
  {
    until: '1.29',
    words: [
      'memory.available',
      'allocatableMemory.available',
      'nodefs.available',
      'nodefs.inodesFree',
      'imagefs.available',
      'imagefs.inodesFree',
      'pid.available',
    ],
    source: 'pkg/kubelet/eviction/api/types.go v1.24.0 and v1.28.0',
  },
  {
    since: '1.29',
    words: [
      'memory.available',
      'allocatableMemory.available',
      'nodefs.available',
      'nodefs.inodesFree',
      'imagefs.available',
      'imagefs.inodesFree',
      'containerfs.available',
      'containerfs.inodesFree',
      'pid.available',
    ],
    source: 'pkg/kubelet/eviction/api/types.go v1.29.0 to v1.37.0',
  },
];

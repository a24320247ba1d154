import type { Era, SourcedSpan } from './lookup.js';

/** A span with its first release, which messages name. */
type Since = SourcedSpan & { readonly since: string };

/** Kubernetes on IPv6 alone. */
export const ipv6Alone: Since = {
  since: '1.18',
  source:
    'kubernetes/enhancements#508 and #1138 (graduate IPv6 to beta); "single-stack clusters since its version 1.18", A. Ojea Garcia (of SIG Network) and F. Gont, Demystifying IPv6 Kubernetes, 2023',
};

/** Pods, Services and nodes with an address of each family, without a feature gate. */
export const dualStack: Since = {
  since: '1.21',
  source: 'kubernetes/kubernetes pkg/features/kube_features.go v1.21.0: IPv6DualStack is beta and on; GA in 1.23',
};

/** A kubelet with an external cloud provider takes a --node-ip of both families. */
export const cloudNodePairs: Since = {
  since: '1.29',
  source: 'kubernetes/kubernetes pkg/features/kube_features.go v1.29.0: CloudDualStackNodeIPs is beta and on; KEP-3705',
};

/** flannel gives pods IPv6 addresses, by where it keeps its leases. */
export const flannelIpv6: Readonly<Record<'kubernetes' | 'etcd', Since>> = {
  kubernetes: { since: '0.15.0', source: 'flannel-io/flannel v0.15.0 subnet/config.go, EnableIPv6' },
  etcd: { since: '0.17.0', source: 'flannel-io/flannel v0.17.0 subnet/etcdv2/registry.go, IPv6Subnet' },
};

/** Its backends that carry IPv6. Source: flannel-io/flannel v0.28.4 pkg/backend: the rest read no IPv6Subnet. */
export const flannelIpv6Backends = ['vxlan', 'host-gw', 'wireguard'] as const;

/** cri-dockerd tells the kubelet a pod's second address, if --ipv6-dual-stack is set. */
export const criDockerdDualStack: Since = {
  since: '0.2.6',
  source: 'Mirantis/cri-dockerd v0.2.6 config/options.go, ipv6-dual-stack; network/plugins.go',
};

/** How many bits of a Service range may be an address's own, at most. */
export const serviceRangeBits: readonly [Era<number>, ...Era<number>[]] = [
  {
    since: '1.18',
    value: 20,
    source: 'kubernetes/kubernetes cmd/kube-apiserver/app/options/validation.go, maxCIDRBits: a bit for each in etcd',
  },
  {
    since: '1.34',
    value: 64,
    source:
      'kubernetes/kubernetes pkg/features/kube_features.go v1.34.0: DisableAllocatorDualWrite; pkg/registry/core/service/ipallocator/ipallocator.go, NewIPAllocator',
  },
];

/**
 * The controller manager keeps a bit for each slice that it cuts from an IPv6 range of pods.
 * Source: kubernetes/kubernetes pkg/controller/nodeipam/ipam/cidrset/cidr_set.go, clusterSubnetMaxDiff.
 */
export const ipv6SliceBits = 16;

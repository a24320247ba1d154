import type { Catalogue } from './entry.js';

/** Address families: pairs, their order, and the releases that have them. */
export const familyCodes = {
  'families-alike': {
    severity: 'error',
    message: 'the pod CIDRs are {own}; a cluster has at most one of each address family',
    hint: ['Give one range, or one of IPv4 and one of IPv6.'],
    doc: {
      text: 'A dual-stack cluster has two pod CIDRs, one per address family. The controller manager and kube-proxy accept nothing else.',
      bad: 'network: {podCIDR: [10.200.0.0/16, 10.201.0.0/16], serviceCIDR: 10.32.0.0/24}',
      good: 'network: {podCIDR: [10.200.0.0/16, "fd00:200::/56"], serviceCIDR: [10.32.0.0/24, "fd00:32::/112"]}',
    },
  },
  'families-differ': {
    severity: 'error',
    message: '{place} is {own}, but by spec.network.podCIDR the cluster is {families}',
    hint: [
      { text: "In the cluster's order: {inOrder}.", edit: { set: '{inOrder}' } },
      'Add one of {missing}.',
      'Add a range of {stranger} to podCIDR to make the cluster dual-stack.',
      'Keep one {twice} value.',
    ],
    doc: {
      text: 'The order of podCIDR is the order of the whole cluster: the first address of a pod, a node and a Service is of the first family. Service ranges and slices for pods have one of each family. Addresses of nodes and of the DNS Service have one of each, or just one of the first family.',
      bad: 'network: {podCIDR: [10.200.0.0/16, "fd00:200::/56"], serviceCIDR: ["fd00:32::/112", 10.32.0.0/24]}',
      good: 'network: {podCIDR: [10.200.0.0/16, "fd00:200::/56"], serviceCIDR: [10.32.0.0/24, "fd00:32::/112"]}',
    },
  },
  'families-too-new': {
    severity: 'error',
    message: 'Kubernetes {version} has no {what}; it came with {since}',
    doc: {
      text: 'Kubernetes tests IPv6 clusters from 1.18. Dual stack works without a feature gate from 1.21 (alpha in 1.16, in a different form; stable in 1.23).',
      bad: 'kubernetes: {version: "1.20.15"}\nnetwork: {podCIDR: [10.200.0.0/16, "fd00:200::/56"], serviceCIDR: [10.32.0.0/24, "fd00:32::/112"]}',
      good: 'kubernetes: {version: "1.36.4"}\nnetwork: {podCIDR: [10.200.0.0/16, "fd00:200::/56"], serviceCIDR: [10.32.0.0/24, "fd00:32::/112"]}',
    },
  },
  'node-addresses-too-new': {
    severity: 'error',
    message: 'with a cloud provider the kubelet {version} takes one address; two came with {since}',
    hint: ['Give only the address of the first family, or leave it out: the cloud controller manager reports both.'],
    doc: {
      text: "With cloud-provider in spec.kubelet.flags a kubelet before 1.29 exits at a --node-ip of both families. The cloud controller manager sets the node's addresses; --node-ip only says which come first.",
      bad: 'kubernetes: {version: "1.28.15"}\nkubelet: {flags: {cloud-provider: external}}\nworkers:\n  - {name: worker-0, address: [10.240.0.20, "2001:db8::20"]}',
      good: 'kubernetes: {version: "1.28.15"}\nkubelet: {flags: {cloud-provider: external}}\nworkers:\n  - {name: worker-0, address: 10.240.0.20}',
    },
  },
  'mask-without-family': {
    severity: 'error',
    message: 'the prefix length {mask} has no range to go with: by spec.network.podCIDR the cluster is {families}',
    hint: [{ text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: 'nodeMask has one prefix length for each range of podCIDR, in the same order.',
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeMask: [24, 64]}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeMask: 24}',
    },
  },
  'mask-too-long': {
    severity: 'error',
    message: 'a /{mask} has no {family} address left for a pod; /{most} is the longest prefix',
    doc: {
      text: "A slice needs its network address, the bridge's address, and at least one for a pod.",
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeMask: 31}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeMask: 24}',
    },
  },
  'service-range-too-wide': {
    severity: 'error',
    message: 'the API server {version} takes no Service CIDR as wide as {range}; /{least} is the widest',
    hint: [{ text: 'For example {narrow}.', edit: { set: '{narrow}' } }],
    doc: {
      text: 'Before 1.34 the API server keeps a bit in etcd for each address of the range, and exits at startup if the range has more than twenty bits: /108 is the widest for IPv6. From 1.34 it is /64.',
      bad: 'kubernetes: {version: "1.33.13"}\nnetwork: {podCIDR: "fd00:200::/56", serviceCIDR: "fd00:32::/64"}',
      good: 'kubernetes: {version: "1.33.13"}\nnetwork: {podCIDR: "fd00:200::/56", serviceCIDR: "fd00:32::/108"}',
    },
  },
  'pod-range-too-wide': {
    severity: 'error',
    message: 'the controller manager cannot cut {range} into slices of /{mask}: they may be at most sixteen bits apart',
    hint: ['Make it a /{least} or narrower, or make spec.network.nodeMask shorter.'],
    doc: {
      text: 'The controller manager gives each node a slice of the IPv6 range, keeps a bit for each, and exits at startup if there are more than 65,536. Its default for IPv6 is /64 (--node-cidr-mask-size-ipv6), which fits a /48.',
      bad: 'network: {podCIDR: "fd00:200::/40", serviceCIDR: "fd00:32::/112"}\ncni: {plugin: flannel, flannel: {version: "0.28.4"}}',
      good: 'network: {podCIDR: "fd00:200::/48", serviceCIDR: "fd00:32::/112"}\ncni: {plugin: flannel, flannel: {version: "0.28.4"}}',
    },
  },
  'families-unsupported': {
    severity: 'error',
    message: '{what} has no IPv6: {reason}',
    hint: ['{advice}'],
    doc: {
      text: "flannel carries IPv6 from 0.15.0 (0.17.0 with etcd), over vxlan, host-gw and wireguard. Docker's own bridge on flannel's subnet is IPv4 only, and cri-dockerd reports a pod's second address from 0.2.6.",
      bad: 'network: {podCIDR: "fd00:200::/56", serviceCIDR: "fd00:32::/112"}\ncni: {plugin: flannel, flannel: {version: "0.28.4", backend: ipip}}',
      good: 'network: {podCIDR: "fd00:200::/56", serviceCIDR: "fd00:32::/112"}\ncni: {plugin: flannel, flannel: {version: "0.28.4"}}',
    },
  },
} as const satisfies Catalogue;

import type { Catalogue } from './entry.js';

/** Address families: pairs, their order, and the releases that have them. */
export const familyCodes = {
  'families-alike': {
    severity: 'error',
    message: 'the pod ranges are {own}, and a cluster has one range of each address family at most',
    hint: ['Give one range, or one of IPv4 and one of IPv6.'],
    doc: {
      text: 'A dual-stack cluster has two ranges of pods, one of each address family. The controller manager and kube-proxy take no others.',
      bad: 'network: {podCIDR: [10.200.0.0/16, 10.201.0.0/16], serviceCIDR: 10.32.0.0/24}',
      good: 'network: {podCIDR: [10.200.0.0/16, "fd00:200::/56"], serviceCIDR: [10.32.0.0/24, "fd00:32::/112"]}',
    },
  },
  'families-differ': {
    severity: 'error',
    message: '{place} is {own}, and the cluster is {families} by spec.network.podCIDR',
    hint: [
      { text: "In the cluster's order it is {inOrder}.", edit: { set: '{inOrder}' } },
      'Add one of {missing}.',
      'A range of {stranger} beside that of podCIDR makes the cluster dual-stack.',
    ],
    doc: {
      text: 'The order of podCIDR is that of the whole cluster: the first address of a pod, a node and a Service is of the first family. Ranges of Services and slices for pods have one of each family. Addresses of nodes and of the DNS Service have one of each, or one of the first.',
      bad: 'network: {podCIDR: [10.200.0.0/16, "fd00:200::/56"], serviceCIDR: ["fd00:32::/112", 10.32.0.0/24]}',
      good: 'network: {podCIDR: [10.200.0.0/16, "fd00:200::/56"], serviceCIDR: [10.32.0.0/24, "fd00:32::/112"]}',
    },
  },
  'families-too-new': {
    severity: 'error',
    message: 'Kubernetes {version} has no {what}: that came with {since}',
    doc: {
      text: 'IPv6 clusters are tested by Kubernetes itself from 1.18 on. Two address families are there without a feature gate from 1.21 on (alpha in 1.16, stable in 1.23), in another form than before.',
      bad: 'kubernetes: {version: "1.20.15"}\nnetwork: {podCIDR: [10.200.0.0/16, "fd00:200::/56"], serviceCIDR: [10.32.0.0/24, "fd00:32::/112"]}',
      good: 'kubernetes: {version: "1.36.4"}\nnetwork: {podCIDR: [10.200.0.0/16, "fd00:200::/56"], serviceCIDR: [10.32.0.0/24, "fd00:32::/112"]}',
    },
  },
  'node-addresses-too-new': {
    severity: 'error',
    message: 'with a cloud provider the kubelet {version} takes one address: two came with {since}',
    hint: ['Give the one of the first family, or leave it out: the cloud controller manager tells both.'],
    doc: {
      text: 'With spec.kubelet.flags cloud-provider the kubelet ends on a --node-ip of both families before 1.29. The cloud controller manager sets the addresses of the node, and --node-ip only says which come first.',
      bad: 'kubernetes: {version: "1.28.15"}\nkubelet: {flags: {cloud-provider: external}}\nworkers:\n  - {name: worker-0, address: [10.240.0.20, "2001:db8::20"]}',
      good: 'kubernetes: {version: "1.28.15"}\nkubelet: {flags: {cloud-provider: external}}\nworkers:\n  - {name: worker-0, address: 10.240.0.20}',
    },
  },
  'mask-without-family': {
    severity: 'error',
    message: 'the prefix length {mask} belongs to no range: the cluster is {families} by spec.network.podCIDR',
    hint: [{ text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: 'nodeMask has one prefix length for each range of podCIDR, in its order.',
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeMask: [24, 64]}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeMask: 24}',
    },
  },
  'mask-too-long': {
    severity: 'error',
    message: 'a slice of /{mask} has no {family} address for a pod; /{most} is the longest',
    doc: {
      text: "A slice has the network's own address, the bridge's, and at least one for a pod.",
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeMask: 31}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeMask: 24}',
    },
  },
  'service-range-too-wide': {
    severity: 'error',
    message: 'the API server {version} takes no Service range as wide as {range}: /{least} is the widest',
    hint: [{ text: 'For example {narrow}.', edit: { set: '{narrow}' } }],
    doc: {
      text: 'Before 1.34 the API server keeps a bit for each address of the range in etcd, and ends when it starts on a range of more than twenty bits: an IPv6 range is a /108 at most. From 1.34 on it is a /64.',
      bad: 'kubernetes: {version: "1.33.13"}\nnetwork: {podCIDR: "fd00:200::/56", serviceCIDR: "fd00:32::/64"}',
      good: 'kubernetes: {version: "1.33.13"}\nnetwork: {podCIDR: "fd00:200::/56", serviceCIDR: "fd00:32::/108"}',
    },
  },
  'pod-range-too-wide': {
    severity: 'error',
    message: 'the controller manager cuts no slices of /{mask} from {range}: sixteen bits lie between them at most',
    hint: ['Make it a /{least} or narrower, or spec.network.nodeMask shorter.'],
    doc: {
      text: 'The controller manager gives each node its slice of the IPv6 range, keeps a bit for each, and ends when it starts where that are more than 65,536. Its default for IPv6 is a /64 (--node-cidr-mask-size-ipv6), which goes with a /48.',
      bad: 'network: {podCIDR: "fd00:200::/40", serviceCIDR: "fd00:32::/112"}\ncni: {plugin: flannel, flannel: {version: "0.28.4"}}',
      good: 'network: {podCIDR: "fd00:200::/48", serviceCIDR: "fd00:32::/112"}\ncni: {plugin: flannel, flannel: {version: "0.28.4"}}',
    },
  },
  'families-unsupported': {
    severity: 'error',
    message: '{what} has no IPv6: {reason}',
    hint: ['{advice}'],
    doc: {
      text: "flannel carries IPv6 from 0.15.0 on (0.17.0 with etcd), by vxlan, host-gw and wireguard. Docker's own bridge on flannel's subnet has IPv4 alone, and cri-dockerd tells a pod's second address from 0.2.6 on.",
      bad: 'network: {podCIDR: "fd00:200::/56", serviceCIDR: "fd00:32::/112"}\ncni: {plugin: flannel, flannel: {version: "0.28.4", backend: ipip}}',
      good: 'network: {podCIDR: "fd00:200::/56", serviceCIDR: "fd00:32::/112"}\ncni: {plugin: flannel, flannel: {version: "0.28.4"}}',
    },
  },
} as const satisfies Catalogue;

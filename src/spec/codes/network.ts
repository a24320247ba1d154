import type { Catalogue } from './entry.js';

/** Contradictions between fields that are each well-formed: addresses, ranges and names. */
export const networkCodes = {
  'no-workers': {
    severity: 'error',
    message: 'the spec has no workers, so there is nothing to render',
    hint: ['Add one to spec.workers, or a pool to spec.pools.'],
    doc: {
      text: 'Each worker becomes one document. Without workers or pools the result would be an empty folder.',
      bad: 'workers: []',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
    },
  },
  'name-taken': {
    severity: 'error',
    message: 'the node name "{name}" is already taken by {other}',
    hint: ['Names are unique within a cluster; a pool uses NAME-0, NAME-1 and so on.'],
    doc: {
      text: 'To the API server, two machines with one name are one Node object: they would keep overwriting each other.',
      bad: 'workers:\n  - {name: batch-0, podCIDR: 10.200.0.0/24}\npools:\n  - {name: batch, count: 3, podCIDR: 10.200.64.0/18}',
      good: 'workers:\n  - {name: single-0, podCIDR: 10.200.0.0/24}\npools:\n  - {name: batch, count: 3, podCIDR: 10.200.64.0/18}',
    },
  },
  'name-too-long': {
    severity: 'error',
    message: 'the node name "{name}" has {length} characters; a machine\'s name has at most 63',
    hint: ['The kubelet puts the name into the label kubernetes.io/hostname, which holds no more.'],
    doc: {
      text: 'Kubernetes accepts a node name of 253 characters, but Linux gives a host name 64 and the label kubernetes.io/hostname 63: the node could not register. Names in a pool are checked with their number.',
      bad: 'name: worker-0.a-very-long-name-of-a-department.and-of-its-data-centre.example.com',
      good: 'name: worker-0',
    },
  },
  'address-taken': {
    severity: 'error',
    message: 'the address {address} is already taken by {other}',
    doc: {
      text: 'Two machines with one address on one network cannot be reached reliably.',
      bad: 'workers:\n  - {name: a, address: 10.240.0.20, podCIDR: 10.200.0.0/24}\n  - {name: b, address: 10.240.0.20, podCIDR: 10.200.1.0/24}',
      good: 'workers:\n  - {name: a, address: 10.240.0.20, podCIDR: 10.200.0.0/24}\n  - {name: b, address: 10.240.0.21, podCIDR: 10.200.1.0/24}',
    },
  },
  'address-is-endpoint': {
    severity: 'error',
    message: "the address {address} of {owner} is the API server's ({endpoint})",
    hint: [
      'Give the worker an address of its own. If the machine itself runs an API server, give the worker an endpoint of its own.',
    ],
    doc: {
      text: 'The workers reach the API server at spec.controlPlane.endpoint. A worker with the same address would answer in its place.',
      bad: 'controlPlane: {endpoint: "https://10.240.0.10:6443"}\nworkers:\n  - {name: a, address: 10.240.0.10, podCIDR: 10.200.0.0/24}',
      good: 'controlPlane: {endpoint: "https://10.240.0.10:6443"}\nworkers:\n  - {name: a, address: 10.240.0.20, podCIDR: 10.200.0.0/24}',
    },
  },
  'address-in-range': {
    severity: 'error',
    message: 'the address {address} of {owner} lies inside {range}, {which}',
    hint: ['Machines, pods and Services need separate ranges.'],
    doc: {
      text: 'The node routes or rewrites traffic to pod and Service addresses, so its neighbors could not reach a machine with such an address.',
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}\nworkers:\n  - {name: a, address: 10.200.0.5, podCIDR: 10.200.0.0/24}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}\nworkers:\n  - {name: a, address: 10.240.0.5, podCIDR: 10.200.0.0/24}',
    },
  },
  'cidr-overlap': {
    severity: 'error',
    message: 'the Service CIDR {service} and the pod CIDR {pods} overlap',
    hint: ['Choose ranges that share no address.'],
    doc: {
      text: 'An address in both ranges would belong to a pod and a Service at once.',
      bad: 'network: {podCIDR: 10.0.0.0/8, serviceCIDR: 10.32.0.0/24}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}',
    },
  },
  'node-range-overlap': {
    severity: 'error',
    message: "the machines' range {range} overlaps {other}, {which}",
    hint: ['Machines, pods and Services need separate ranges.'],
    doc: {
      text: "bootwright approve lets a kubelet's certificate hold an address from these ranges. A range that reached into the pods' or the Services' would let a node pass for a pod or a Service.",
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeCIDRs: [10.0.0.0/8]}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeCIDRs: [10.240.0.0/24]}',
    },
  },
  'node-range-reserved': {
    severity: 'error',
    message: "the machines' range {range} overlaps {other}, {which}",
    hint: ["Use the network that the machines' interfaces are on."],
    doc: {
      text: 'Loopback, link-local and multicast addresses mean something else on each machine, or no machine at all. A certificate that holds one proves nothing.',
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeCIDRs: [169.254.0.0/16]}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeCIDRs: [10.240.0.0/24]}',
    },
  },
  'address-outside-node-ranges': {
    severity: 'error',
    message: 'the address {address} of {owner} is in none of spec.network.nodeCIDRs: {ranges}',
    hint: ['Add its network there, or leave nodeCIDRs out if the spec has every address.'],
    doc: {
      text: 'nodeCIDRs lists all ranges in which machines have addresses, so an address outside them means that one of the two is wrong. Every address of a pool is checked.',
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeCIDRs: [10.240.0.0/24]}\nworkers:\n  - {name: a, address: 10.241.0.20, podCIDR: 10.200.0.0/24}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, nodeCIDRs: [10.240.0.0/24]}\nworkers:\n  - {name: a, address: 10.240.0.20, podCIDR: 10.200.0.0/24}',
    },
  },
  'cidr-outside': {
    severity: 'error',
    message: 'the range {range} of {owner} is not inside spec.network.podCIDR, {outer}',
    hint: [{ text: 'The next free range of this size is {free}.', edit: { set: '{free}' } }],
    doc: {
      text: "The other nodes route and masquerade by the cluster's pod CIDR: pods outside it are strangers to them.",
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}\nworkers:\n  - {name: a, podCIDR: 10.201.0.0/24}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}\nworkers:\n  - {name: a, podCIDR: 10.200.1.0/24}',
    },
  },
  'slices-overlap': {
    severity: 'error',
    message: 'the pod CIDR {range} of {owner} overlaps {other}, which {otherOwner} has',
    hint: [{ text: 'The next free range of this size is {free}.', edit: { set: '{free}' } }],
    doc: {
      text: 'Each node hands out addresses of its own range without asking the others, so two nodes whose ranges overlap give out the same address twice.',
      bad: 'workers:\n  - {name: a, podCIDR: 10.200.0.0/24}\n  - {name: b, podCIDR: 10.200.0.0/24}',
      good: 'workers:\n  - {name: a, podCIDR: 10.200.0.0/24}\n  - {name: b, podCIDR: 10.200.1.0/24}',
    },
  },
  'pool-too-small': {
    severity: 'error',
    message: 'the range {range} has room for {room} slices of /{mask}, but the pool has {count} machines',
    hint: ['A /{prefix} is large enough.', 'spec.network.nodeMask sets the size of a slice.'],
    doc: {
      text: "Each machine of a pool gets a slice of the pool's range whose prefix length is network.nodeMask (by default 24, and 64 for IPv6).",
      bad: 'pools:\n  - {name: batch, count: 5, podCIDR: 10.200.64.0/22}',
      good: 'pools:\n  - {name: batch, count: 5, podCIDR: 10.200.64.0/21}',
    },
  },
  'pool-address-overflow': {
    severity: 'error',
    message: 'counting {count} machines up from {first} goes past {end}',
    doc: {
      text: "A pool's machines have consecutive addresses, starting at firstAddress.",
      bad: 'pools:\n  - {name: batch, count: 3, podCIDR: 10.200.64.0/18, firstAddress: 255.255.255.254}',
      good: 'pools:\n  - {name: batch, count: 3, podCIDR: 10.200.64.0/18, firstAddress: 10.240.1.10}',
    },
  },
  'dns-address-outside': {
    severity: 'error',
    message: 'the DNS address {address} is not inside spec.network.serviceCIDR, {range}',
    hint: [
      { text: 'Without dnsAddress it is {suggestion}.', edit: { remove: true } },
      'The address of a node-local cache belongs to the kubelet: spec.kubelet.config.clusterDNS: [{cache}].',
    ],
    doc: {
      text: "The cluster's DNS is a Service, and the API server gives no Service an address outside its range.",
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, dnsAddress: 10.96.0.10}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, dnsAddress: 10.32.0.10}',
    },
  },
  'dns-address-reserved': {
    severity: 'error',
    message: 'the DNS address {address} is {what} of {range}',
    hint: [{ text: 'Use for example {suggestion}.', edit: { set: '{suggestion}' } }],
    doc: {
      text: 'The first address after the network address is the Service "kubernetes", the API server itself; the network address and the last address are never assigned.',
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, dnsAddress: 10.32.0.1}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, dnsAddress: 10.32.0.10}',
    },
  },
  'service-range-too-small': {
    severity: 'error',
    message: 'the Service CIDR {range} has no tenth address for the DNS Service',
    hint: ['Make it a /{prefix} or larger, or set spec.network.dnsAddress.'],
    doc: {
      text: 'Without dnsAddress the DNS Service gets the tenth address of the Service CIDR, so the range must have one.',
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/29}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}',
    },
  },
  'address-reserved': {
    severity: 'error',
    message: 'no node can have the address {address} of {owner}: it is in {range}, {which}',
    hint: ["Use an address of the machine's own network."],
    doc: {
      text: 'A kubelet exits if its --node-ip is a loopback, link-local, multicast or unspecified address; no machine has any of the others in this list.',
      bad: 'workers:\n  - {name: worker-0, address: "fe80::20", podCIDR: 10.200.0.0/24}',
      good: 'workers:\n  - {name: worker-0, address: 10.240.0.20, podCIDR: 10.200.0.0/24}',
    },
  },
  'cidr-reserved': {
    severity: 'error',
    message: '{range} overlaps {other}, {which}',
    hint: ['Choose a private range: from 10.0.0.0/8 or 192.168.0.0/16 for IPv4, from fd00::/8 for IPv6.'],
    doc: {
      text: 'Loopback, link-local and multicast addresses mean something else on each machine, or no machine at all: a packet to one reaches no pod and no Service.',
      bad: 'network: {podCIDR: "fe80::/64", serviceCIDR: "fd00:32::/112"}',
      good: 'network: {podCIDR: "fd00:200::/56", serviceCIDR: "fd00:32::/112"}',
    },
  },
} as const satisfies Catalogue;

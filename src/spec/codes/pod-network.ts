import type { Catalogue } from './entry.js';

/** The pods' network: what its plugin needs, and what it does not read. */
export const podNetworkCodes = {
  'pods-without-address': {
    severity: 'warning',
    message: '{owner} may run {pods} pods, but its /{prefix} has addresses for only {room}',
    hint: [{ text: 'Set {place} to {room}, or use a larger range.', edit: { set: '{limit}', at: '{place}' } }],
    doc: {
      text: "A kubelet runs up to 110 pods unless maxPods says otherwise. Each pod that is not on the host network needs an address from its machine's range, three of which are taken: the network address, the bridge's and the broadcast address. The scheduler does not know this, so surplus pods stay in ContainerCreating.",
      bad: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/27}',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/27, kubelet: {config: {maxPods: 29}}}',
    },
  },
  'pod-range-unused': {
    severity: 'error',
    message: "{owner} has a podCIDR, but with flannel {giver} assigns each node's range",
    hint: [{ text: 'Leave podCIDR out here; spec.network.podCIDR is the range of all pods.', edit: { remove: true } }],
    doc: {
      text: 'flannel uses the range it is given: with etcd it leases one itself, with Kubernetes it uses the one that the controller manager writes into the Node. A range in the spec would be silently ignored.',
      bad: 'cni: {plugin: flannel, flannel: {version: "0.28.4"}}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
      good: 'cni: {plugin: flannel, flannel: {version: "0.28.4"}}\nworkers:\n  - {name: worker-0}',
    },
  },
  'setting-unread': {
    severity: 'error',
    message: '{setting} has no effect: {reason}',
    hint: [{ text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: 'A setting that nothing reads is a mistake: it would be silently ignored.',
      bad: 'cni: {plugin: bridge, flannel: {version: "0.28.4"}}',
      good: 'cni: {plugin: flannel, flannel: {version: "0.28.4"}}',
    },
  },
  'etcd-members-unknown': {
    severity: 'error',
    message: 'flannel keeps its leases in etcd, but the spec gives it no etcd address',
    hint: ['List the members in etcd.endpoints, or let them be found at boot with etcd.lookup.'],
    doc: {
      text: 'flanneld needs the addresses of the etcd that holds its configuration and leases.',
      bad: 'flannel: {version: "0.9.0", store: etcd}',
      good: 'flannel: {version: "0.9.0", store: etcd, etcd: {endpoints: ["https://10.240.0.5:2379"]}}',
    },
  },
  'etcd-members-twice': {
    severity: 'error',
    message: "etcd's members are listed in endpoints and looked up as well",
    hint: ['Keep one of the two.'],
    doc: {
      text: 'If the two differed, nobody could say which etcd flanneld asks.',
      bad: 'etcd:\n  endpoints: ["https://10.240.0.5:2379"]\n  lookup: {provider: digitalocean, tag: etcd}',
      good: 'etcd:\n  lookup: {provider: digitalocean, tag: etcd}',
    },
  },
  'flannel-too-old': {
    severity: 'error',
    message: 'flannel {version} {what}; that came with {need}',
    doc: {
      text: "As a service of the host, flannel needs three things: a kubeconfig given by flag, its node's name from NODE_NAME, and to tell systemd when its subnet is ready. 0.8.0 has all three. ipip came with 0.10.0, wireguard with 0.16.0.",
      bad: 'flannel: {version: "0.9.0", backend: wireguard}',
      good: 'flannel: {version: "0.28.4", backend: wireguard}',
    },
  },
  'token-missing': {
    severity: 'error',
    message: 'the token for finding etcd is missing: {file}',
    hint: ['Put a read-only DigitalOcean API token into that file, on its own, with mode 0600.'],
    doc: {
      text: "etcd.lookup asks the provider's API at every boot, with a token that the document carries. The token is not part of the spec: it lies beside the keys. It needs only droplet:read and tag:read.",
      bad: 'bootwright render cluster.yaml',
      good: 'install -m 0600 /dev/stdin pki/digitalocean-token && bootwright render cluster.yaml',
    },
  },
  'token-malformed': {
    severity: 'error',
    message: '{file} does not hold a token: {reason}',
    hint: ['The file holds the token and nothing else; a final newline is fine.'],
    doc: {
      text: 'A token is one word of printable ASCII. The API would refuse anything else, at the first boot.',
      bad: 'printf "token: dop_v1_…" > pki/digitalocean-token',
      good: 'printf "dop_v1_…" > pki/digitalocean-token',
    },
  },
} as const satisfies Catalogue;

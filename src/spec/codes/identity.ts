import type { Catalogue } from './entry.js';

/** What machines are to find out about themselves at boot, and cannot, or not with the rest of the spec. */
export const identityCodes = {
  'identity-not-in-metadata': {
    severity: 'error',
    message: 'a machine of the provider {provider} finds no {fact} in metadata',
    hint: [
      'Give {range}, and each machine takes the address that its interfaces have there.',
      'These have it: {providers}; spec.target.provider says where the machines run.',
      'Otherwise give it in spec.workers.',
    ],
    doc: {
      text: 'Some clouds tell a machine its names and addresses, and fewer give room for a pod range: an attribute on gcp, a tag on aws and azure, a property on openstack. Elsewhere, and on machines without a provider, the spec says them.',
      bad: 'target: {provider: hetzner, os: debian-13, identity: {podCIDR: metadata}}',
      good: 'target: {provider: hetzner, os: debian-13}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
    },
  },
  'identity-address-translated': {
    severity: 'error',
    message: 'on {provider} the public address is not on the machine itself, and a kubelet takes no such --node-ip',
    hint: [
      { text: 'Use privateAddress; name: publicAddress may still be the public one.', edit: { set: 'privateAddress' } },
    ],
    doc: {
      text: "On aws, azure, gcp and openstack the provider's network translates a machine's public address to its private one. The kubelet compares --node-ip with the machine's interfaces and reports no status while none has it, so the node never registers.",
      bad: 'target: {provider: aws, os: debian-13, identity: {address: publicAddress}}',
      good: 'target: {provider: aws, os: debian-13, identity: {address: privateAddress}}',
    },
  },
  'identity-range-taken': {
    severity: 'error',
    message: 'no machine has an address in {range}: it lies inside {outer}, {which}',
    hint: ["Say the range of the machines' own network."],
    doc: {
      text: "spec.target.identity.addressIn chooses among the addresses of the machine's interfaces. A bridge of pods and the addresses of Services may be on an interface as well, so what lies in their ranges is left out.",
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}\ntarget: {provider: hetzner, os: debian-13, identity: {address: privateAddress, addressIn: 10.200.0.0/24}}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}\ntarget: {provider: hetzner, os: debian-13, identity: {address: privateAddress, addressIn: 10.240.0.0/16}}',
    },
  },
  'identity-without-ipv6': {
    severity: 'error',
    message: 'machines find IPv4 alone at boot, and the cluster has IPv6 by spec.network.podCIDR',
    hint: ['Give addresses and pod ranges in spec.workers or spec.pools.'],
    doc: {
      text: 'What a machine asks its metadata service or its interfaces for is an IPv4 address, and a pod range of IPv4. In a cluster with IPv6 the spec says them for each machine; names may be found at boot.',
      bad: 'network: {podCIDR: "fd00:200::/56", serviceCIDR: "fd00:32::/112"}\ntarget: {provider: aws, os: debian-13, identity: {address: privateAddress}}',
      good: 'network: {podCIDR: "fd00:200::/56", serviceCIDR: "fd00:32::/112"}\nworkers:\n  - {name: worker-0, address: "2001:db8::20", podCIDR: "fd00:200::/64"}',
    },
  },
  'identity-name-not-certified': {
    severity: 'error',
    message:
      "the node's name is found at boot ({name}), and its certificate is made before that, for the name in the spec",
    hint: [
      {
        text: 'Leave name out; or give all kubelets a subject without the name in spec.credentials.kubeletSubject, as CN: kubelet, which cluster/rbac.yaml then gives the rights of a node.',
        edit: { remove: true },
      },
    ],
    doc: {
      text: "The certificate is made when the document is, and the machine learns its name later. The API server's Node authorizer lets a kubelet touch only the node that its certificate names, so it could not register. A subject that is no node's own (as in `kubeletSubject: {CN: kubelet}`) is bound to its rights by cluster/rbac.yaml instead.",
      bad: 'target: {provider: aws, os: debian-13, identity: {name: hostname}}',
      good: 'target: {provider: aws, os: debian-13, identity: {name: hostname}}\ncredentials: {kubeletSubject: {CN: kubelet}, kubeletSANs: ["*.ec2.internal"]}',
    },
  },
  'identity-not-in-sans': {
    severity: 'warning',
    message: "the kubelet's certificate cannot hold {what} that is found at boot",
    hint: [
      'Name what machines may get in spec.credentials.kubeletSANs (names may begin with *.), or let the kubelet ask for a certificate itself: serverTLSBootstrap: true, tlsCertFile: null and tlsPrivateKeyFile: null in spec.kubelet.config.',
    ],
    doc: {
      text: 'Logs and exec go from the API server to the kubelet. An API server with --kubelet-certificate-authority then wants a certificate for the name or address that it uses; one without does not look. A certificate that the kubelet asks for itself needs approval: bootwright approve gives it by spec.network.nodeCIDRs.',
      bad: 'target: {provider: aws, os: debian-13, identity: {address: privateAddress}}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
      good: 'target: {provider: aws, os: debian-13, identity: {address: privateAddress}}\nkubelet: {config: {serverTLSBootstrap: true, tlsCertFile: null, tlsPrivateKeyFile: null}}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
    },
  },
  'address-not-certified': {
    severity: 'warning',
    message:
      'the certificate of {owner} holds its name and no address, and metrics-server asks a kubelet by its address',
    hint: [
      'Give it {key}; or name addresses in spec.credentials.kubeletSANs, or let the kubelet ask for a certificate itself: serverTLSBootstrap: true, tlsCertFile: null and tlsPrivateKeyFile: null in spec.kubelet.config.',
    ],
    doc: {
      text: 'A certificate holds for the names and addresses in it. Without an address in the spec there is none to put in, and whoever asks the kubelet by its address is told that the certificate does not hold for it: metrics-server does, and Prometheus, and an API server that verifies kubelets and prefers addresses. The node itself joins and runs.',
      bad: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, address: 10.240.0.20}',
    },
  },
  'machine-value-shared': {
    severity: 'error',
    message: '"{setting}" is {value} for {many}, and it is one machine\'s own',
    hint: ['Say it in the kubelet of one worker (spec.workers), or leave it out.'],
    doc: {
      text: "A provider ID names one instance: two nodes with the same one are one machine for the cloud controller manager, which deletes a node whose instance is gone. An address is on one machine, and a program that is to listen at another machine's address ends. 0.0.0.0 and addresses of the loopback are every machine's.",
      bad: 'kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1b"}}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}\n  - {name: worker-1, podCIDR: 10.200.1.0/24}',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1b"}}}\n  - {name: worker-1, podCIDR: 10.200.1.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1c"}}}',
    },
  },
  'machine-value-twice': {
    severity: 'error',
    message: '"{setting}" is {value}, as at {other}, and no two machines have the same',
    doc: {
      text: 'A provider ID names one instance: two nodes with the same one are one machine for the cloud controller manager.',
      bad: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1b"}}}\n  - {name: worker-1, podCIDR: 10.200.1.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1b"}}}',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1b"}}}\n  - {name: worker-1, podCIDR: 10.200.1.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1c"}}}',
    },
  },
} as const satisfies Catalogue;

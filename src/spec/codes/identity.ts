import type { Catalogue } from './entry.js';

/** What machines are to find out about themselves at boot, and cannot, or not with the rest of the spec. */
export const identityCodes = {
  'identity-not-in-metadata': {
    severity: 'error',
    message: 'the metadata of {provider} has no {fact}',
    hint: [
      'With {range}, each machine takes the address that its interfaces have in that range.',
      'Providers that have it: {providers}; spec.target.provider says where the machines run.',
      'Otherwise set it in spec.workers.',
    ],
    doc: {
      text: 'Some clouds tell a machine its names and addresses; fewer have a place for a pod CIDR: an attribute on gcp, a tag on aws and azure, a property on openstack. Its own IPv6 address a machine finds on aws, gcp, azure, digitalocean, hetzner, openstack, oci and vultr. Provider IDs, zones and regions are known on aws, gcp, azure, openstack, digitalocean, hetzner and oci, and vultr knows its provider ID. Elsewhere, and on machines without a provider, the spec must say them.',
      bad: 'target: {provider: hetzner, os: debian-13, identity: {podCIDR: metadata}}',
      good: 'target: {provider: hetzner, os: debian-13}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
    },
  },
  'identity-address-translated': {
    severity: 'error',
    message:
      'on {provider} the machine itself does not have its public address, and the kubelet refuses it as --node-ip',
    hint: [{ text: 'Use privateAddress; name: publicAddress still works.', edit: { set: 'privateAddress' } }],
    doc: {
      text: "On aws, azure, gcp and openstack the network translates a machine's public address to its private one. The kubelet looks for --node-ip among the machine's interfaces and reports no status until it finds it, so the node would never register.",
      bad: 'target: {provider: aws, os: debian-13, identity: {address: publicAddress}}',
      good: 'target: {provider: aws, os: debian-13, identity: {address: privateAddress}}',
    },
  },
  'identity-range-taken': {
    severity: 'error',
    message: 'no machine has an address in {range}: it lies inside {outer}, {which}',
    hint: ["Use the range of the machines' own network."],
    doc: {
      text: "spec.target.identity.addressIn chooses among the addresses on the machine's interfaces. The pod bridge and Service addresses may be on an interface, too, so addresses in their ranges are skipped.",
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}\ntarget: {provider: hetzner, os: debian-13, identity: {address: privateAddress, addressIn: 10.200.0.0/24}}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}\ntarget: {provider: hetzner, os: debian-13, identity: {address: privateAddress, addressIn: 10.240.0.0/16}}',
    },
  },
  'identity-slices-unnumbered': {
    severity: 'error',
    message: 'no address gives each machine a number, by which it would cut its slice of spec.network.podCIDR',
    hint: [
      "Give address: privateAddress, and addressIn, the range of the machines' own network. In 10.240.0.0/24 the machine 10.240.0.20 takes the slice with the number 20.",
    ],
    doc: {
      text: 'With `podCIDR: address` a machine counts from the beginning of the first range in `addressIn` to its own address, and cuts the slice with that number: with 10.240.0.0/24 the machine 10.240.0.20 takes 10.200.20.0/24 of 10.200.0.0/16, and fd00:200:0:14::/64 of fd00:200::/56. No two machines have the same address, so no two have the same slice.',
      bad: 'target: {provider: hetzner, os: debian-13, identity: {address: privateAddress, podCIDR: address}}',
      good: 'target: {provider: hetzner, os: debian-13, identity: {address: privateAddress, addressIn: 10.240.0.0/24, podCIDR: address}}',
    },
  },
  'identity-slices-twice': {
    severity: 'error',
    message: 'slices are counted in the first range of addressIn, and the others of {family} count their own',
    hint: ['Give one range of that family that holds all machines, or set the pod CIDRs in another way.'],
    doc: {
      text: 'With `podCIDR: address` a slice has the number that its machine has in the first range of `addressIn`. A machine with its address in another range would have no number, or that of another machine.',
      bad: 'target: {provider: hetzner, os: debian-13, identity: {address: privateAddress, addressIn: [10.240.0.0/25, 10.240.1.0/25], podCIDR: address}}',
      good: 'target: {provider: hetzner, os: debian-13, identity: {address: privateAddress, addressIn: 10.240.0.0/24, podCIDR: address}}',
    },
  },
  'identity-slices-few': {
    severity: 'error',
    message: '{own} has {addresses} addresses for machines, and {pods} has {slices} slices of /{mask} for their pods',
    hint: [
      "Use a narrower range of the machines' addresses, or smaller slices (spec.network.nodeMask).",
      'A pod CIDR of /{prefix} has enough of them.',
    ],
    doc: {
      text: 'With `podCIDR: address` each address in the first range of `addressIn` has a slice of its own, whether a machine has the address or not. With fewer slices than addresses two machines would share one.',
      bad: 'network: {podCIDR: 10.200.0.0/18, serviceCIDR: 10.32.0.0/24}\ntarget: {provider: hetzner, os: debian-13, identity: {address: privateAddress, addressIn: 10.240.0.0/24, podCIDR: address}}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}\ntarget: {provider: hetzner, os: debian-13, identity: {address: privateAddress, addressIn: 10.240.0.0/24, podCIDR: address}}',
    },
  },
  'identity-name-not-certified': {
    severity: 'error',
    message:
      'the node finds its name at boot ({name}), but its certificate is made before that, for the name in the spec',
    hint: [
      {
        text: "Leave name out; or give all kubelets a subject without a name in spec.credentials.kubeletSubject, such as CN: kubelet, to which cluster/rbac.yaml then grants a node's rights.",
        edit: { remove: true },
      },
    ],
    doc: {
      text: "The certificate is made with the document, and the machine learns its name later. The API server's Node authorizer lets a kubelet touch only the node its certificate names, so it could not register. A subject that is no single node's (such as `kubeletSubject: {CN: kubelet}`) gets its rights from cluster/rbac.yaml instead.",
      bad: 'target: {provider: aws, os: debian-13, identity: {name: hostname}}',
      good: 'target: {provider: aws, os: debian-13, identity: {name: hostname}}\ncredentials: {kubeletSubject: {CN: kubelet}, kubeletSANs: ["*.ec2.internal"]}',
    },
  },
  'identity-not-in-sans': {
    severity: 'warning',
    message: "the kubelet's certificate cannot hold {what}, which is found at boot",
    hint: [
      'List the names that machines may get in spec.credentials.kubeletSANs (names may begin with *.), or let the kubelet request a serving certificate itself: serverTLSBootstrap: true, tlsCertFile: null and tlsPrivateKeyFile: null in spec.kubelet.config.',
    ],
    doc: {
      text: 'Logs and exec go from the API server to the kubelet. An API server with --kubelet-certificate-authority then requires a certificate for the name or address it used; one without it does not check. A certificate that the kubelet requests itself needs approval: bootwright approve decides by spec.network.nodeCIDRs.',
      bad: 'target: {provider: aws, os: debian-13, identity: {address: privateAddress}}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
      good: 'target: {provider: aws, os: debian-13, identity: {address: privateAddress}}\nkubelet: {config: {serverTLSBootstrap: true, tlsCertFile: null, tlsPrivateKeyFile: null}}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
    },
  },
  'address-not-certified': {
    severity: 'warning',
    message: 'the certificate of {owner} holds its name but no address, and metrics-server reaches kubelets by address',
    hint: [
      'Add {key}; or list addresses in spec.credentials.kubeletSANs, or let the kubelet request a serving certificate itself: serverTLSBootstrap: true, tlsCertFile: null and tlsPrivateKeyFile: null in spec.kubelet.config.',
    ],
    doc: {
      text: 'A certificate is valid for the names and addresses in it. The spec has no address to put in, so anyone who reaches the kubelet by address sees a certificate that does not match: metrics-server, Prometheus, and an API server that verifies kubelets and prefers addresses. The node itself joins and runs.',
      bad: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, address: 10.240.0.20}',
    },
  },
  'machine-value-shared': {
    severity: 'error',
    message: '"{setting}" is {value} for {many}, but it must be different on each machine',
    hint: ['It belongs in the kubelet of one worker (spec.workers); or leave it out.'],
    doc: {
      text: "A provider ID names one instance: to the cloud controller manager, two nodes with the same ID are one machine, and it deletes a node whose instance is gone. An address belongs to one machine, and a program that is told to listen on another machine's address exits. 0.0.0.0 and loopback addresses exist on every machine.",
      bad: 'kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1b"}}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}\n  - {name: worker-1, podCIDR: 10.200.1.0/24}',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1b"}}}\n  - {name: worker-1, podCIDR: 10.200.1.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1c"}}}',
    },
  },
  'machine-value-twice': {
    severity: 'error',
    message: '"{setting}" is {value}, the same as at {other}, and no two machines may share it',
    doc: {
      text: 'A provider ID names one instance: to the cloud controller manager, two nodes with the same ID are one machine.',
      bad: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1b"}}}\n  - {name: worker-1, podCIDR: 10.200.1.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1b"}}}',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1b"}}}\n  - {name: worker-1, podCIDR: 10.200.1.0/24, kubelet: {config: {providerID: "aws:///eu-west-1a/i-0a1c"}}}',
    },
  },
} as const satisfies Catalogue;

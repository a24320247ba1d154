import type { Catalogue } from './entry.js';

/** A token in place of keys, and one document for many machines. */
export const bootstrapCodes = {
  'bootstrap-too-old': {
    severity: 'error',
    message: '{subject} {release} does not work with {way}: it {reason}',
    hint: [
      {
        text: 'Use {need} or newer, or set credentials.type: certificates.',
        edit: { set: 'certificates', at: 'spec.credentials.type' },
        when: 'token',
      },
      { text: 'Use {need} or newer, or leave rotate out.', edit: { remove: true }, when: 'rotate' },
    ],
    doc: {
      text: "With a bootstrap token or `credentials.rotate` the kubelet asks the cluster for its certificates and renews them before they expire. That is stable from Kubernetes 1.12. kube-proxy and flannel then use the kubelet's certificate, and they notice a renewal only from kube-proxy 1.18 and flannel 0.14.0. With `proxy.mode: none` and another network there is no such limit.",
      bad: 'kubernetes: {version: "1.17.17"}\ncredentials: {type: bootstrapToken}',
      good: 'kubernetes: {version: "1.36.4"}\ncredentials: {type: bootstrapToken}',
    },
  },
  'private-key-needed': {
    severity: 'error',
    message: '{what} needs a private key in each document, and a document with a bootstrap token has none',
    hint: [
      { text: "Leave credentials out: kube-proxy then uses the kubelet's.", when: 'proxy', edit: { remove: true } },
      {
        text: "Keep flannel's leases in the Kubernetes API (store: kubernetes).",
        when: 'flannel',
        edit: { set: 'kubernetes' },
      },
    ],
    doc: {
      text: 'Anyone who can read the user-data has what is in it. A token is worthless after a day; a key would be valid for a year.',
      bad: 'credentials: {type: bootstrapToken}\nproxy: {credentials: own}',
      good: 'credentials: {type: bootstrapToken}',
    },
  },
  'bootstrap-over-http': {
    severity: 'error',
    message:
      '{endpoint} is plain http, where the API server asks nobody who they are: the kubelet would get no certificate',
    hint: [{ text: 'Use https, for example https://localhost:6443.', edit: { set: 'https://localhost:6443' } }],
    doc: {
      text: 'The API server reads bearer tokens and certificates on its https port only. On the plain http port it authenticates nobody, so it would not know whose certificate to sign.',
      bad: 'credentials: {type: bootstrapToken}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, endpoint: "http://localhost:8080"}',
      good: 'credentials: {type: bootstrapToken}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, endpoint: "https://localhost:6443"}',
    },
  },
  'shared-document-keys': {
    severity: 'error',
    message: "the machines of {pool} cannot share a document that holds one node's keys",
    hint: ['Use spec.credentials.type: bootstrapToken, or leave document out.'],
    doc: {
      text: "A node's certificate names the node, and its key belongs to it alone. With a bootstrap token each machine asks the cluster for a certificate in its own name.",
      bad: 'pools:\n  - {name: batch, document: shared}',
      good: 'credentials: {type: bootstrapToken}\npools:\n  - {name: batch, document: shared}',
    },
  },
  'shared-document-name': {
    severity: 'error',
    message: 'the machines of {pool} share a document, so it cannot hold their names',
    hint: ['Let them find their names at boot: spec.target.identity.name: hostname, or one of their addresses.'],
    doc: {
      text: 'To the cluster, two nodes with one name are one node: they would keep overwriting each other.',
      bad: 'target: {os: debian-13}\npools:\n  - {name: batch, document: shared}',
      good: 'target: {os: debian-13, identity: {name: hostname}}\npools:\n  - {name: batch, document: shared}',
    },
  },
  'shared-document-range': {
    severity: 'error',
    message: "the machines of {pool} share a document, so it cannot hold each machine's pod CIDR",
    hint: [
      'Let the cluster assign the pod CIDRs (cni.plugin flannel, or none with an add-on), or read them from metadata: spec.target.identity.podCIDR: metadata.',
    ],
    doc: {
      text: 'The bridge hands out addresses from the range in its conf file. Two nodes with the same range would give two pods the same address.',
      bad: 'cni: {plugin: bridge}\npools:\n  - {name: batch, document: shared}',
      good: 'cni: {plugin: flannel, flannel: {version: "0.28.4"}}\npools:\n  - {name: batch, document: shared}',
    },
  },
  'shared-document-fixed': {
    severity: 'error',
    message: 'the machines of {pool} share a document, so it cannot give each of them {what}',
    hint: [
      { text: 'Leave it out; spec.target.identity says what each machine finds at boot.', edit: { remove: true } },
    ],
    doc: {
      text: 'Addresses and ranges are counted up from one machine to the next. A document that all of them share has nothing to count.',
      bad: 'pools:\n  - {name: batch, document: shared, firstAddress: 10.240.1.10}',
      good: 'target: {identity: {address: privateAddress}}\npools:\n  - {name: batch, document: shared}',
    },
  },
  'bootstrap-token-malformed': {
    severity: 'error',
    message: '{file} does not hold a bootstrap token: {reason}',
    hint: ['Delete it, and `bootwright pki issue` makes one.'],
    doc: {
      text: 'The file holds one line: the token (abcdef.0123456789abcdef) and, after a space, when it expires (2026-11-22T17:00:00Z). `bootwright pki issue` writes this form; write a token of your own the same way.',
      bad: 'printf abcdef.0123456789abcdef > pki/bootstrap-token',
      good: 'echo "abcdef.0123456789abcdef 2026-11-22T17:00:00Z" > pki/bootstrap-token',
    },
  },
  'bootstrap-token-expired': {
    severity: 'error',
    message: 'the bootstrap token in {file} expired at {until}: no machine can join with it',
    hint: ['`bootwright pki issue` makes a new one; render again, then apply cluster/bootstrap-token.yaml.'],
    doc: {
      text: 'The API server refuses an expired token. Nodes that have joined no longer need it: they renew their own certificates.',
      bad: '# pki/bootstrap-token is from last week',
      good: 'bootwright pki issue cluster.yaml && bootwright render cluster.yaml && kubectl apply -f out/NAME/cluster/bootstrap-token.yaml',
    },
  },
  'bootstrap-token-expiring': {
    severity: 'warning',
    message: 'the bootstrap token in {file} expires at {until}, in {left}',
    hint: ['`bootwright pki issue --new-token` makes a new one.'],
    doc: {
      text: 'A machine must boot, install itself and request its certificate before the token expires. Less than an hour may not be enough.',
      bad: 'credentials: {type: bootstrapToken, tokenHours: 1}',
      good: 'credentials: {type: bootstrapToken, tokenHours: 24}',
    },
  },
} as const satisfies Catalogue;

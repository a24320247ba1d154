import type { Catalogue } from './entry.js';

/** A token in place of keys, and one document for many machines. */
export const bootstrapCodes = {
  'bootstrap-too-old': {
    severity: 'error',
    message: '{subject} {release} cannot go with a bootstrap token: it {reason}',
    hint: [
      {
        text: 'Use {need} or newer, or credentials.type certificates.',
        edit: { set: 'certificates', at: 'spec.credentials.type' },
      },
    ],
    doc: {
      text: "With a bootstrap token the kubelet asks the cluster for its certificates and replaces them before they end. That is stable from Kubernetes 1.12 on. kube-proxy and flannel use the kubelet's certificate then, and only kube-proxy from 1.18 and flannel from 0.14.0 on notice that it was replaced; `proxy.mode: none` and another network have no such bound.",
      bad: 'kubernetes: {version: "1.17.17"}\ncredentials: {type: bootstrapToken}',
      good: 'kubernetes: {version: "1.36.4"}\ncredentials: {type: bootstrapToken}',
    },
  },
  'private-key-needed': {
    severity: 'error',
    message: '{what} needs a private key in each document, and with a bootstrap token there is none',
    hint: [
      { text: "Leave credentials out: kube-proxy then uses the kubelet's.", when: 'proxy', edit: { remove: true } },
      {
        text: "Keep flannel's leases in the Kubernetes API (store: kubernetes).",
        when: 'flannel',
        edit: { set: 'kubernetes' },
      },
    ],
    doc: {
      text: 'Whoever can read the user-data has what is in it: the token is worthless after a day, and a key would hold for a year.',
      bad: 'credentials: {type: bootstrapToken}\nproxy: {credentials: own}',
      good: 'credentials: {type: bootstrapToken}',
    },
  },
  'bootstrap-over-http': {
    severity: 'error',
    message: 'over plain http, {endpoint} takes no token, so the kubelet would get no certificate',
    hint: [{ text: 'Use https, as https://localhost:6443.', edit: { set: 'https://localhost:6443' } }],
    doc: {
      text: 'Over http there is nobody to show a token to. The API server signs a certificate for whom it knows, and it knows the bearer of a token over https only.',
      bad: 'credentials: {type: bootstrapToken}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, endpoint: "http://localhost:8080"}',
      good: 'credentials: {type: bootstrapToken}\nworkers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24, endpoint: "https://localhost:6443"}',
    },
  },
  'shared-document-keys': {
    severity: 'error',
    message: 'the machines of {pool} cannot share a document that holds the keys of one node',
    hint: ['Say spec.credentials.type: bootstrapToken, or leave document out.'],
    doc: {
      text: "A node's certificate names it, and its key is its own. With a bootstrap token each machine asks the cluster for a certificate with its own name.",
      bad: 'pools:\n  - {name: batch, document: shared}',
      good: 'credentials: {type: bootstrapToken}\npools:\n  - {name: batch, document: shared}',
    },
  },
  'shared-document-name': {
    severity: 'error',
    message: 'the machines of {pool} share a document, so it cannot say their names',
    hint: ['Let them find their names at boot: spec.target.identity.name: hostname, or one of their addresses.'],
    doc: {
      text: "Two nodes of one name are one node to the cluster: they would take each other's place again and again.",
      bad: 'target: {os: debian-13}\npools:\n  - {name: batch, document: shared}',
      good: 'target: {os: debian-13, identity: {name: hostname}}\npools:\n  - {name: batch, document: shared}',
    },
  },
  'shared-document-range': {
    severity: 'error',
    message: "the machines of {pool} share a document, so it cannot say the range of each one's pods",
    hint: [
      'Let the cluster give the ranges (cni.plugin flannel, or none with an add-on), or the metadata: spec.target.identity.podCIDR: metadata.',
    ],
    doc: {
      text: 'The bridge hands out addresses of the range in its conf file. Two nodes with one range would give two pods one address.',
      bad: 'cni: {plugin: bridge}\npools:\n  - {name: batch, document: shared}',
      good: 'cni: {plugin: flannel, flannel: {version: "0.28.4"}}\npools:\n  - {name: batch, document: shared}',
    },
  },
  'shared-document-fixed': {
    severity: 'error',
    message: 'the machines of {pool} share a document, so it cannot give each of them {what}',
    hint: [{ text: 'Leave it out; spec.target.identity says what they find out at boot.', edit: { remove: true } }],
    doc: {
      text: 'Addresses and ranges are counted up from one machine to the next. In one document for all of them there is nothing to count.',
      bad: 'pools:\n  - {name: batch, document: shared, firstAddress: 10.240.1.10}',
      good: 'target: {identity: {address: privateAddress}}\npools:\n  - {name: batch, document: shared}',
    },
  },
  'bootstrap-token-malformed': {
    severity: 'error',
    message: '{file} does not hold a bootstrap token: {reason}',
    hint: ['Delete it, and `bootwright pki issue` makes one.'],
    doc: {
      text: 'The file holds one line: the token as in abcdef.0123456789abcdef, a space, and when it ends as in 2026-11-22T17:00:00Z. `bootwright pki issue` writes it so; a token of your own goes into the same form.',
      bad: 'printf abcdef.0123456789abcdef > pki/bootstrap-token',
      good: 'echo "abcdef.0123456789abcdef 2026-11-22T17:00:00Z" > pki/bootstrap-token',
    },
  },
  'bootstrap-token-expired': {
    severity: 'error',
    message: 'the bootstrap token in {file} ended at {until}: a machine could not join with it',
    hint: ['`bootwright pki issue` makes a new one; apply cluster/bootstrap-token.yaml after the render.'],
    doc: {
      text: 'The API server refuses a token once its time is over. Nodes that have joined do not need it any more: they renew their certificates by themselves.',
      bad: '# pki/bootstrap-token is from last week',
      good: 'bootwright pki issue cluster.yaml && bootwright render cluster.yaml && kubectl apply -f out/NAME/cluster/bootstrap-token.yaml',
    },
  },
  'bootstrap-token-expiring': {
    severity: 'warning',
    message: 'the bootstrap token in {file} ends at {until}, in {left}',
    hint: ['`bootwright pki issue --new-token` makes a new one.'],
    doc: {
      text: 'A machine must boot, install itself and ask for its certificate before the token ends. Less than an hour is little.',
      bad: 'credentials: {type: bootstrapToken, tokenHours: 1}',
      good: 'credentials: {type: bootstrapToken, tokenHours: 24}',
    },
  },
} as const satisfies Catalogue;

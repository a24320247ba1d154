import type { Catalogue } from './entry.js';

/** What weakens the trust between cluster, nodes and downloads. */
export const trustCodes = {
  'proxy-without-rights': {
    severity: 'warning',
    message: "with the kubelet's credentials kube-proxy may not list endpoints until you grant it",
    hint: [
      {
        text: 'Apply cluster/rbac.yaml, which is rendered beside the documents, or leave credentials out.',
        edit: { remove: true },
      },
    ],
    doc: {
      text: 'The role of a node allows Services, but neither Endpoints nor EndpointSlices: kube-proxy would carry no traffic. system:node-proxier has what it needs, and cluster/rbac.yaml binds it. Bound to all nodes it lets each of them read the addresses of all pods.',
      bad: 'proxy: {credentials: kubelet}',
      good: 'proxy: {credentials: own}',
    },
  },
  'endpoint-insecure': {
    severity: 'warning',
    message: 'over plain http, {endpoint} takes everybody on the machine for an administrator of the cluster',
    hint: [
      { text: 'Use https, as https://localhost:6443.', edit: { set: 'https://localhost:6443' } },
      'The last API server with such a port was {last}.',
    ],
    doc: {
      text: 'The insecure port of old API servers asks nobody who they are: each program on the machine can do everything. It went with 1.20. Certificates are not looked at there, so the kubeconfig names no CA.',
      bad: 'workers:\n  - {name: master-0, podCIDR: 10.200.0.0/24, endpoint: "http://localhost:8080"}',
      good: 'workers:\n  - {name: master-0, podCIDR: 10.200.0.0/24, endpoint: "https://localhost:6443"}',
    },
  },
  'subject-not-node': {
    severity: 'warning',
    message: 'with {field} "{value}" in its subject a kubelet is not a node for the API server\'s Node authorizer',
    hint: [
      {
        text: 'Leave {field} out: it is {good} then. Otherwise grant the rights by RBAC.',
        when: 'needless',
        edit: { remove: true },
      },
      {
        text: 'A name that is found at boot cannot stand in it: grant the rights by cluster/rbac.yaml.',
        when: 'needed',
      },
    ],
    doc: {
      text: 'The Node authorizer and the NodeRestriction admission plugin know a kubelet by CN system:node:NAME and O system:nodes. Every other subject has no rights until somebody grants them, and then usually too many.',
      bad: 'credentials: {kubeletSubject: {CN: kubelet}}',
      good: 'credentials: {kubeletSubject: {C: DE}}',
    },
  },
  'artifact-unverified': {
    severity: 'warning',
    message: '{artifact} is installed without a check of its digest',
    hint: ['Give its digest beside it: digest: "sha256:…".'],
    doc: {
      text: 'Whoever controls the server, or the way to it, decides what runs as root on the node.',
      bad: 'overrides: {containerd: {unverified: true}}',
      good: 'overrides: {containerd: {digest: "sha256:9d68969855fbf676cdb8ed758e420fb048d61f984f61de3e53eddfebe484d168"}}',
    },
  },
} as const satisfies Catalogue;

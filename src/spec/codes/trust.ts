import type { Catalogue } from './entry.js';

/** What weakens the trust between cluster, nodes and downloads. */
export const trustCodes = {
  'proxy-without-rights': {
    severity: 'warning',
    message: "with the kubelet's credentials kube-proxy may not list endpoints until you grant it that right",
    hint: [
      {
        text: 'Apply cluster/rbac.yaml, which is rendered beside the documents, or leave credentials out.',
        edit: { remove: true },
      },
    ],
    doc: {
      text: "A node's role allows Services, but neither Endpoints nor EndpointSlices: kube-proxy would forward no traffic. system:node-proxier has what it needs, and cluster/rbac.yaml binds it. Bound to all nodes, it lets each of them read the addresses of all pods.",
      bad: 'proxy: {credentials: kubelet}',
      good: 'proxy: {credentials: own}',
    },
  },
  'endpoint-insecure': {
    severity: 'warning',
    message: '{endpoint} is plain http, where every program on the machine is a cluster administrator',
    hint: [
      { text: 'Use https, for example https://localhost:6443.', edit: { set: 'https://localhost:6443' } },
      'The last API server with such a port was {last}.',
    ],
    doc: {
      text: 'The insecure port of old API servers authenticates nobody: any program on the machine can do anything. It was removed in 1.20. Certificates are not checked there, so the kubeconfig names no CA.',
      bad: 'workers:\n  - {name: master-0, podCIDR: 10.200.0.0/24, endpoint: "http://localhost:8080"}',
      good: 'workers:\n  - {name: master-0, podCIDR: 10.200.0.0/24, endpoint: "https://localhost:6443"}',
    },
  },
  'subject-not-node': {
    severity: 'warning',
    message: 'with {field} "{value}" in its subject a kubelet is not a node to the API server\'s Node authorizer',
    hint: [
      {
        text: 'Leave {field} out: the default is {good}. Otherwise grant the rights by RBAC.',
        when: 'needless',
        edit: { remove: true },
      },
      {
        text: 'A name that is found at boot cannot be in the subject: grant the rights with cluster/rbac.yaml.',
        when: 'needed',
      },
    ],
    doc: {
      text: 'The Node authorizer and the NodeRestriction admission plugin recognize a kubelet by CN system:node:NAME and O system:nodes. Any other subject has no rights until somebody grants them, and then usually too many.',
      bad: 'credentials: {kubeletSubject: {CN: kubelet}}',
      good: 'credentials: {kubeletSubject: {C: DE}}',
    },
  },
  'artifact-unverified': {
    severity: 'warning',
    message: '{artifact} is installed without a check of its digest',
    hint: ['Add its digest: digest: "sha256:…".'],
    doc: {
      text: 'Whoever controls the server, or the path to it, decides what runs as root on the node.',
      bad: 'overrides: {containerd: {unverified: true}}',
      good: 'overrides: {containerd: {digest: "sha256:9d68969855fbf676cdb8ed758e420fb048d61f984f61de3e53eddfebe484d168"}}',
    },
  },
} as const satisfies Catalogue;

import { nodeGroups, type Submission, servingUsages } from './e2e/approve/forger.js';

export type Submitted = Submission & { readonly request: string };

/** An object as the API server has it, sent by the kubelet of worker-0 where nothing else is said. */
export function object({ name = 'csr-1', request, ...spec }: Submitted) {
  return {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name },
    spec: {
      signerName: 'kubernetes.io/kubelet-serving',
      usages: servingUsages,
      username: 'system:node:worker-0',
      groups: nodeGroups,
      extra: { 'authentication.kubernetes.io/credential-id': ['X509SHA256=00'] },
      request: Buffer.from(request).toString('base64'),
      ...spec,
    },
    status: {},
  };
}

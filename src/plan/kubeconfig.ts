import { yamlText } from './serialise.js';

/** A kubeconfig with one cluster and one user. Keys are pointed at, not repeated; a token stands in it. */
export interface Kubeconfig {
  readonly cluster: string;
  readonly server: string;
  readonly user: string;
  /** Path of the CA's certificate; not named where the server is asked over plain http. */
  readonly authority: string;
  readonly proof: { readonly certificate: string; readonly key: string } | { readonly token: string };
}

export function kubeconfigText({ cluster, server, user, authority, proof }: Kubeconfig): string {
  return yamlText({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: cluster,
        cluster: server.startsWith('https:') ? { 'certificate-authority': authority, server } : { server },
      },
    ],
    users: [{ name: user, user: proofFields(proof) }],
    contexts: [{ name: 'default', context: { cluster, user } }],
    'current-context': 'default',
  });
}

function proofFields(proof: Kubeconfig['proof']) {
  return 'token' in proof
    ? { token: proof.token }
    : { 'client-certificate': proof.certificate, 'client-key': proof.key };
}

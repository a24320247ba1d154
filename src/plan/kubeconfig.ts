import { yamlText } from './serialise.js';

/** A kubeconfig with one cluster and one user. Keys are pointed at, not repeated. */
export interface Kubeconfig {
  readonly cluster: string;
  readonly server: string;
  readonly user: string;
  /** Path of the CA's certificate; not named where the server is asked over plain http. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

export function kubeconfigText({ cluster, server, user, authority, certificate, key }: Kubeconfig): string {
  return yamlText({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: cluster,
        cluster: server.startsWith('https:') ? { 'certificate-authority': authority, server } : { server },
      },
    ],
    users: [{ name: user, user: { 'client-certificate': certificate, 'client-key': key } }],
    contexts: [{ name: 'default', context: { cluster, user } }],
    'current-context': 'default',
  });
}

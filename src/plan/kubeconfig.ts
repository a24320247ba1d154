import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { yamlText } from './serialise.js';

/** Whose kubeconfigs these are. */
export interface KubeconfigUser {
  readonly cluster: string;
  readonly user: string;
  /** Path of the CA's certificate; not named where the server is asked over plain http. */
  readonly authority: string;
  /** What stands before the API servers on the node; null: nothing. */
  readonly balancer: ResolvedCluster['balancer'];
}

/** Keys are pointed at, not repeated; a token stands in the file. */
export type KubeconfigProof = { readonly certificate: string; readonly key: string } | { readonly token: string };

/** Writes kubeconfigs with one cluster and one user each; what all have in common is written once. */
export function kubeconfigsOf({
  cluster,
  user,
  authority,
  balancer,
}: KubeconfigUser): (server: string, proof: KubeconfigProof) => string {
  const contexts = [{ name: 'default', context: { cluster, user } }];
  const byServer = new Map<string, readonly unknown[]>();
  const byProof = new WeakMap<KubeconfigProof, readonly unknown[]>();
  const clustersAt = (server: string): readonly unknown[] => {
    const named = server === balancer?.address ? { 'tls-server-name': balancer.serverName } : {};
    const fields = server.startsWith('https:') ? { 'certificate-authority': authority, server, ...named } : { server };
    const clusters = byServer.get(server) ?? [{ name: cluster, cluster: fields }];
    byServer.set(server, clusters);
    return clusters;
  };
  const usersWith = (proof: KubeconfigProof): readonly unknown[] => {
    const users = byProof.get(proof) ?? [{ name: user, user: proofFields(proof) }];
    byProof.set(proof, users);
    return users;
  };
  return (server, proof) =>
    yamlText({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: clustersAt(server),
      users: usersWith(proof),
      contexts,
      'current-context': 'default',
    });
}

function proofFields(proof: KubeconfigProof) {
  return 'token' in proof
    ? { token: proof.token }
    : { 'client-certificate': proof.certificate, 'client-key': proof.key };
}

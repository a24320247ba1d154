import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { yamlText } from './serialise.js';

/** Files of certificates and keys, or a token that stands in the kubeconfig itself. */
export type KubeconfigProof = { readonly certificate: string; readonly key: string } | { readonly token: string };

/** The PEM texts that stand in a kubeconfig which points at no file. */
export interface EmbeddedTexts {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Writes a kubeconfig for an API server; `texts` count where kubeconfigs hold certificates. */
export type KubeconfigWriter = (server: string, proof: KubeconfigProof, texts: EmbeddedTexts) => string;

/** In base64; what names a file in its place, in a copy for review, stays readable. */
const data = (pem: string): string => (pem.startsWith('-----BEGIN ') ? btoa(pem) : pem.trim());

/** Writes kubeconfigs with one cluster and one user each; what all have in common is written once. */
export function kubeconfigsOf(
  {
    kubeconfig: { cluster, context, embedded },
    paths,
    balancer,
  }: Pick<ResolvedCluster, 'kubeconfig' | 'balancer'> & { readonly paths: Pick<ResolvedCluster['paths'], 'authority'> },
  user: string,
): KubeconfigWriter {
  const contexts = [{ name: context, context: { cluster, user } }];
  const byServer = new Map<string, readonly unknown[]>();
  const byProof = new WeakMap<KubeconfigProof, readonly unknown[]>();
  const trusted = ({ authority }: EmbeddedTexts) =>
    embedded ? { 'certificate-authority-data': data(authority) } : { 'certificate-authority': paths.authority };
  const clustersAt = (server: string, texts: EmbeddedTexts): readonly unknown[] => {
    const named = server === balancer?.address ? { 'tls-server-name': balancer.serverName } : {};
    // Over plain http nobody shows a certificate.
    const fields = server.startsWith('https:') ? { ...trusted(texts), server, ...named } : { server };
    const clusters = byServer.get(server) ?? [{ name: cluster, cluster: fields }];
    byServer.set(server, clusters);
    return clusters;
  };
  const usersWith = (proof: KubeconfigProof, texts: EmbeddedTexts): readonly unknown[] => {
    if (embedded) return [{ name: user, user: 'token' in proof ? { token: proof.token } : embeddedFields(texts) }];
    const users = byProof.get(proof) ?? [{ name: user, user: proofFields(proof) }];
    byProof.set(proof, users);
    return users;
  };
  return (server, proof, texts) =>
    yamlText({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: clustersAt(server, texts),
      users: usersWith(proof, texts),
      contexts,
      'current-context': context,
    });
}

function proofFields(proof: KubeconfigProof) {
  return 'token' in proof
    ? { token: proof.token }
    : { 'client-certificate': proof.certificate, 'client-key': proof.key };
}

function embeddedFields({ certificate, key }: EmbeddedTexts) {
  return { 'client-certificate-data': data(certificate), 'client-key-data': data(key) };
}

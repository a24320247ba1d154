import { yamlText } from '../../plan/serialise.js';
import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';
import { lookupIn } from '../pki/folder.js';

/** The folder of what the cluster's side needs, within the cluster's own. */
export const clusterFolder = 'cluster';
export const adminKubeconfigFile = `${clusterFolder}/admin.kubeconfig`;

/** A kubeconfig for the cluster's administrator that needs no other file; undefined where the folder has no admin pair, or the spec wants none. */
export function adminKubeconfig(
  { name, publicEndpoint, identities }: ResolvedCluster,
  pki: string,
): string | undefined {
  if (identities.admin === null) return undefined;
  const lookup = lookupIn(pki);
  const [authority, certificate, key] = ['ca.pem', 'admin.pem', 'admin-key.pem'].map(lookup);
  if (authority === undefined || certificate === undefined || key === undefined) return undefined;
  const data = (text: string) => Buffer.from(text, 'utf8').toString('base64');
  return yamlText({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { 'certificate-authority-data': data(authority), server: publicEndpoint } }],
    users: [{ name: 'admin', user: { 'client-certificate-data': data(certificate), 'client-key-data': data(key) } }],
    contexts: [{ name, context: { cluster: name, user: 'admin' } }],
    'current-context': name,
  });
}

import type { PkiLookup } from '../../pki/pair.js';
import { yamlText } from '../../plan/serialise.js';
import type { ResolvedCluster, ResolvedExec } from '../../resolve/resolved/resolved.js';

/** The folder of what the cluster's side needs, within the cluster's own. */
export const clusterFolder = 'cluster';
export const adminKubeconfigFile = `${clusterFolder}/admin.kubeconfig`;

const data = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** What kubectl asks a program by. It may ask its user on the terminal, as kubectl itself does not. */
function execFields({ command, args, env, apiVersion }: ResolvedExec) {
  return {
    exec: {
      apiVersion: `client.authentication.k8s.io/${apiVersion}`,
      command,
      args,
      env: Object.entries(env).map(([name, value]) => ({ name, value })),
      interactiveMode: 'IfAvailable',
    },
  };
}

/** The administrator's pair of the folder; undefined where it has none, or the spec wants none. */
function pairFields({ identities }: ResolvedCluster, lookup: PkiLookup) {
  const [certificate, key] = ['admin.pem', 'admin-key.pem'].map(lookup);
  if (identities.admin === null || certificate === undefined || key === undefined) return undefined;
  return { 'client-certificate-data': data(certificate), 'client-key-data': data(key) };
}

/** A kubeconfig for the cluster's administrator that needs no other file; undefined where there is nothing to prove that with. */
export function adminKubeconfig(cluster: ResolvedCluster, lookup: PkiLookup): string | undefined {
  const { publicEndpoint, kubeconfig } = cluster;
  const { context: name, user, exec } = kubeconfig.admin;
  const authority = lookup('ca.pem');
  const fields = exec === null ? pairFields(cluster, lookup) : execFields(exec);
  if (authority === undefined || fields === undefined) return undefined;
  const server = { 'certificate-authority-data': data(authority), server: publicEndpoint };
  return yamlText({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: kubeconfig.cluster, cluster: server }],
    users: [{ name: user, user: fields }],
    contexts: [{ name, context: { cluster: kubeconfig.cluster, user } }],
    'current-context': name,
  });
}

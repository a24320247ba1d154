import { templates } from '../generated/cluster-templates.js';
import type { ResolvedCluster } from '../resolve/resolved.js';
import { type ClusterFile, manifestFile, plainFile, scriptFile } from './cluster-file.js';
import { coreDnsObjects } from './coredns.js';
import { kubeDnsObjects } from './kube-dns.js';
import { podRoutes } from './pod-routes.js';
import { rbacObjects } from './rbac.js';
import { terraformRoutesText } from './terraform-routes.js';

/** Beside the documents of the cluster's nodes. */
const at = (name: string): string => `cluster/${name}`;

/** All that the cluster's side needs besides its administrator's kubeconfig: cluster → files, in the order of use. */
export function clusterFiles(cluster: ResolvedCluster): readonly ClusterFile[] {
  return [rbac(cluster), ...dns(cluster), ...routes(cluster), verify(cluster), cleanUp(cluster)];
}

function rbac(cluster: ResolvedCluster): ClusterFile {
  const about = ['What the API server and these nodes may do: kubectl apply -f rbac.yaml'];
  return manifestFile(at('rbac.yaml'), about, rbacObjects(cluster));
}

function dns(cluster: ResolvedCluster): ClusterFile[] {
  if (cluster.dns === null) return [];
  const objects =
    cluster.dns.name === 'coredns' ? coreDnsObjects(cluster, cluster.dns) : kubeDnsObjects(cluster, cluster.dns);
  return [manifestFile(at('dns.yaml'), ["The cluster's DNS server: kubectl apply -f dns.yaml"], objects)];
}

function routes(cluster: ResolvedCluster): ClusterFile[] {
  const { script, terraform, network, unconfirmed } = cluster.routes;
  const byNode = podRoutes(cluster);
  if (byNode.length === 0) return [];
  const values = { cluster: cluster.name, network, unconfirmed, routes: byNode };
  return [
    ...(script === null ? [] : [scriptFile(at('routes.sh'), templates[`cluster/routes-${script}.sh`](values))]),
    ...(terraform === null ? [] : [plainFile(at('routes.tf.json'), terraformRoutesText(cluster, terraform))]),
  ];
}

function verify(cluster: ResolvedCluster): ClusterFile {
  const { dnsAddress, domain, name, nodes } = cluster;
  const values = {
    cluster: name,
    nodes: nodes.map((node) => [node.name, node.podCIDR ?? ''].join(' ').trim()),
    namedAtBoot: cluster.identity?.name != null,
    count: nodes.length,
    server: cluster.dns === null ? '' : dnsAddress,
    domain,
  };
  return scriptFile(at('verify.sh'), templates['cluster/verify.sh'](values));
}

function cleanUp(cluster: ResolvedCluster): ClusterFile {
  const { limit, name, nodes, routes: facts } = cluster;
  const isRouted = podRoutes(cluster).length > 0;
  const values = {
    cluster: name,
    nodes: nodes.map((node) => node.name),
    namedAtBoot: cluster.identity?.name != null,
    gcloud: limit.provider === 'gcp',
    // Where the routes are, if there are any.
    inNetwork: isRouted && facts.script === 'gcloud',
    onMachines: isRouted && facts.script === 'ip',
    inTerraform: isRouted && facts.script === null,
  };
  return scriptFile(at('clean-up.sh'), templates['cluster/clean-up.sh'](values));
}

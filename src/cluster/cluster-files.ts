import { templates } from '../generated/cluster-templates.js';
import type { BootstrapToken, ResolvedCluster } from '../resolve/resolved/resolved.js';
import { approverObjects, specSecret } from './approver.js';
import { bootstrapTokenSecret } from './bootstrap-token.js';
import { type ClusterFile, manifestFile, plainFile, scriptFile, secretManifestFile } from './cluster-file.js';
import { coreDnsObjects } from './coredns.js';
import { kubeDnsObjects } from './kube-dns.js';
import { podRoutes } from './pod-routes.js';
import { rbacObjects } from './rbac.js';
import { terraformRoutesText } from './terraform-routes.js';

/** Beside the documents of the cluster's nodes. */
const at = (name: string): string => `cluster/${name}`;

/**
 * All that the cluster's side needs besides its administrator's kubeconfig: cluster → files, in the order of use, one
 * after the other, as several name every machine. The token is the one that the documents hold; null where they hold
 * certificates.
 */
export function* clusterFiles(
  cluster: ResolvedCluster,
  token: BootstrapToken | null = null,
): Generator<ClusterFile, void, undefined> {
  yield rbac(cluster);
  yield* bootstrapToken(cluster, token);
  yield* runtimeClasses(cluster);
  yield* dns(cluster);
  yield* approver(cluster);
  yield* routes(cluster);
  yield verify(cluster);
  yield cleanUp(cluster);
}

function rbac(cluster: ResolvedCluster): ClusterFile {
  const about = ['What the API server and these nodes may do: kubectl apply -f rbac.yaml'];
  return manifestFile(at('rbac.yaml'), about, rbacObjects(cluster));
}

function bootstrapToken({ bootstrap }: ResolvedCluster, token: BootstrapToken | null): ClusterFile[] {
  // Of one whose end is not known the cluster has the Secret: another would change it.
  if (bootstrap === null || !token?.expires) return [];
  const about = ['SECRET: with it a machine joins as a worker: kubectl apply -f bootstrap-token.yaml'];
  return [
    secretManifestFile(at('bootstrap-token.yaml'), about, [bootstrapTokenSecret(bootstrap, token, token.expires)]),
  ];
}

function runtimeClasses({ runtimeClasses: classes }: ResolvedCluster): ClusterFile[] {
  if (classes === null) return [];
  const objects = classes.handlers.map((handler) => ({
    apiVersion: classes.api,
    kind: 'RuntimeClass',
    metadata: { name: handler },
    handler,
  }));
  const about = ['The runtimes that a pod can ask for by runtimeClassName: kubectl apply -f runtime-classes.yaml'];
  return [manifestFile(at('runtime-classes.yaml'), about, objects)];
}

function dns(cluster: ResolvedCluster): ClusterFile[] {
  if (cluster.dns === null) return [];
  const objects =
    cluster.dns.name === 'coredns' ? coreDnsObjects(cluster, cluster.dns) : kubeDnsObjects(cluster, cluster.dns);
  return [manifestFile(at('dns.yaml'), ["The cluster's DNS server: kubectl apply -f dns.yaml"], objects)];
}

function approver({ approver: wanted }: ResolvedCluster): ClusterFile[] {
  if (wanted === null) return [];
  const about = [
    "Approves kubelets' serving certificates by the spec: kubectl apply -f approve-serving.yaml, and the spec itself:",
    `kubectl -n ${wanted.namespace} create secret generic ${specSecret} --from-file=cluster.yaml=SPEC`,
  ];
  return [manifestFile(at('approve-serving.yaml'), about, approverObjects(wanted))];
}

function* routes(cluster: ResolvedCluster): Generator<ClusterFile, void, undefined> {
  const { script, terraform, network, unconfirmed } = cluster.routes;
  const byNode = podRoutes(cluster);
  if (byNode.length === 0) return;
  const values = {
    cluster: cluster.name,
    network,
    unconfirmed,
    ipv6: byNode.some(({ family }) => family === 'IPv6'),
    // Google's routes lead to an IPv6 address of a load balancer alone; to a machine by its name.
    routes: byNode.map((route) => ({ ...route, hop: route.family === 'IPv4' ? route.address : null })),
  };
  if (script !== null) yield scriptFile(at('routes.sh'), templates[`cluster/routes-${script}.sh`](values));
  if (terraform !== null) yield plainFile(at('routes.tf.json'), terraformRoutesText(cluster, terraform));
}

function verify(cluster: ResolvedCluster): ClusterFile {
  const { dnsAddresses, domain, name, nodes } = cluster;
  const values = {
    cluster: name,
    namedAtBoot: isNamedAtBoot(cluster),
    count: machineCount(nodes),
    asksForServing: cluster.bootstrap !== null || cluster.identities.firstHours !== null,
    nodes: nodes.map((node) => [node.name, ...node.podCIDRs].join(' ')),
    server: cluster.dns === null ? '' : dnsAddresses.join(' '),
    ipv6: cluster.podCIDRs.some((range) => range.includes(':')),
    domain,
  };
  return scriptFile(at('verify.sh'), templates['cluster/verify.sh'](values));
}

function cleanUp(cluster: ResolvedCluster): ClusterFile {
  const { limit, name, nodes, routes: facts } = cluster;
  const isRouted = podRoutes(cluster).length > 0;
  const names = nodes.map((node) => node.name);
  const gcloud = limit.provider === 'gcp';
  const namedAtBoot = isNamedAtBoot(cluster);
  const values = {
    cluster: name,
    namedAtBoot,
    nodes: names,
    // Of those that share a document nobody knows how many there are.
    count: nodes.every(({ machines }) => machines === null) ? names.length : null,
    gcloud,
    // The instance has the spec's name, as in the routes, whatever its node is called.
    instances:
      gcloud && namedAtBoot ? nodes.flatMap(({ name: own, machines }) => (machines === null ? [own] : [])) : null,
    // Where the routes are, if there are any.
    inNetwork: isRouted && facts.script === 'gcloud',
    onMachines: isRouted && facts.script === 'ip',
    inTerraform: isRouted && facts.script === null,
  };
  return scriptFile(at('clean-up.sh'), templates['cluster/clean-up.sh'](values));
}

/** How many machines there are, at least. */
function machineCount(nodes: ResolvedCluster['nodes']): number {
  return nodes.reduce((sum, { machines }) => sum + (machines ?? 1), 0);
}

/** Whether the spec does not know what its nodes are called. */
function isNamedAtBoot({ identity }: ResolvedCluster): boolean {
  return identity?.name != null;
}

import type { NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import { planApiBalancer } from './api-balancer.js';
import { assembler } from './assemble.js';
import { planCni } from './cni.js';
import { planCommands } from './commands.js';
import { asItIs, type DerivedText } from './derived-text.js';
import { planDisks } from './disks.js';
import { planFirewall } from './firewall.js';
import { planFirstBootEnd } from './first-boot-end.js';
import { planFlannel } from './flannel.js';
import { ownFile, planHost } from './host.js';
import { planIdentity } from './identity.js';
import { planIpv6Forwarding } from './ipv6-forwarding.js';
import { planKubeProxy } from './kube-proxy.js';
import { planKubelet } from './kubelet.js';
import type { NodePlan } from './node-plan.js';
import { planOutside } from './outside.js';
import { planOwnMachine } from './own-machine.js';
import { planPackageRepositories } from './package-repositories.js';
import { planRuntime } from './runtime.js';
import { slicePlacer } from './slices.js';
import { unitName } from './units.js';

/** Plans one worker after the other; what all workers of the cluster share is planned once. */
export type NodePlanner = (node: ResolvedNode, credentials: NodeCredentials) => NodePlan;

/** A node's components, in the order of their files; their steps' phases say when each of them is done. */
export function planNodes(cluster: ResolvedCluster, derived: DerivedText = asItIs): NodePlanner {
  const host = planHost(cluster);
  const outside = [...planOutside(cluster), ...planPackageRepositories(cluster)];
  const disks = planDisks(cluster);
  const machine = planOwnMachine(cluster);
  const commands = planCommands(cluster);
  const balancer = planApiBalancer(cluster);
  const firewall = planFirewall(cluster);
  const forwarding = planIpv6Forwarding(cluster);
  const cni = planCni(cluster);
  const { beforeRuntime, afterKubelet } = planFlannel(cluster);
  const runtime = planRuntime(cluster);
  const kubelet = planKubelet(cluster);
  const kubeProxy = cluster.proxy ? planKubeProxy(cluster, cluster.proxy) : null;
  const firstBootEnd = planFirstBootEnd(cluster);
  const assemble = assembler(cluster, derived);
  const inSlice = slicePlacer();

  return (node, credentials) => {
    const ofKubernetes = [
      cni(node, credentials),
      ...beforeRuntime.map((plan) => plan(node, credentials)),
      ...[...runtime, kubelet(node, credentials)].map(inSlice(node)),
      ...(kubeProxy ? [kubeProxy(node, credentials)] : []),
      ...afterKubelet.map((plan) => plan(node, credentials)),
    ];
    const filesAtBoot = ofKubernetes.flatMap((component) => component.filesAtBoot ?? []);
    return assemble(node, credentials, [
      ...outside,
      ...disks,
      machine(node, credentials),
      host(node, credentials),
      { files: node.files.map(ownFile) },
      ...balancer,
      firewall,
      forwarding,
      planIdentity(cluster, filesAtBoot),
      ...ofKubernetes,
      ...commands,
      firstBootEnd(node, credentials),
    ]);
  };
}

/** What a node's paths are planned with, where nothing of its keys is wanted. */
export const noCredentials: NodeCredentials = {
  authority: '',
  bootstrapToken: '',
  kubeletCertificate: '',
  kubeletKey: '',
  proxyCertificate: '',
  proxyKey: '',
  flannel: { authority: '', certificate: '', key: '', lookupToken: '' },
  notBefore: 0,
  notAfter: 0,
};

/** Nodes' plans without what they prove themselves with: for their paths. Each is made when it is first asked for. */
export function plansWithoutKeys(cluster: ResolvedCluster): (node: ResolvedNode) => NodePlan {
  let planNode: ReturnType<typeof planNodes> | undefined;
  const known = new Map<ResolvedNode, NodePlan>();
  return (node) => {
    planNode ??= planNodes(cluster);
    const plan = known.get(node) ?? planNode(node, noCredentials);
    known.set(node, plan);
    return plan;
  };
}

/** The units that a plan has, by the names that spec.units has for them: each node of a cluster has the same. */
export function unitsOf({ files, firstBootUnit }: NodePlan): string[] {
  return files.flatMap((file) => (file.path.endsWith(`/${firstBootUnit}`) ? [] : (unitName(file) ?? []))).sort();
}

import type { NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved.js';
import { planArtifacts } from './artifacts.js';
import { planCni } from './cni.js';
import { planContainerd } from './containerd.js';
import { planCredentials } from './credentials.js';
import { planFirstBoot } from './first-boot.js';
import { planHost } from './host.js';
import { planKubeProxy } from './kube-proxy.js';
import { planKubelet } from './kubelet.js';
import type { NodePlan } from './node-plan.js';

/** Plans one worker after the other; what all workers of the cluster share is planned once. */
export type NodePlanner = (node: ResolvedNode, credentials: NodeCredentials) => NodePlan;

export function planNodes(cluster: ResolvedCluster): NodePlanner {
  const host = planHost(cluster);
  const containerd = planContainerd(cluster);
  const cni = planCni(cluster);
  const credentials = planCredentials(cluster);
  const kubelet = planKubelet(cluster);
  const kubeProxy = cluster.proxy ? planKubeProxy(cluster, cluster.proxy) : null;
  const artifacts = planArtifacts(cluster);
  const firstBoot = planFirstBoot(cluster);

  return (node, pems) => {
    const parts = [credentials(node, pems), host, cni(node), containerd, kubelet(node)];
    if (kubeProxy) parts.push(kubeProxy(node));
    const components = {
      files: parts.flatMap((part) => part.files),
      directories: parts.flatMap((part) => part.directories ?? []),
      artifacts,
      services: parts.flatMap((part) => part.services ?? []),
    };
    return {
      node: node.name,
      ...components,
      files: [...components.files, ...firstBoot(node, pems, components)],
      firstBootUnit: 'bootwright.service',
    };
  };
}

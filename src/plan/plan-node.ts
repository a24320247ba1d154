import type { NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import { planArtifacts, programsOf } from './artifacts.js';
import { planAuthority } from './authority.js';
import { planCni } from './cni.js';
import { settledDirectories } from './directories.js';
import { planFirewall } from './firewall.js';
import { type DerivedText, planFirstBoot } from './first-boot.js';
import { planFirstBootEnd } from './first-boot-end.js';
import { planFlannel } from './flannel.js';
import { ownFile, planHost, planSwap } from './host.js';
import { planIdentity } from './identity.js';
import { planKubeProxy } from './kube-proxy.js';
import { planKubelet } from './kubelet.js';
import { installLibrary, statusProgram } from './layout.js';
import type { NodePlan } from './node-plan.js';
import { planRuntime } from './runtime.js';
import { unitName, unitOverrides } from './units.js';

/** Plans one worker after the other; what all workers of the cluster share is planned once. */
export type NodePlanner = (node: ResolvedNode, credentials: NodeCredentials) => NodePlan;

export function planNodes(cluster: ResolvedCluster, derived: DerivedText = (value) => value): NodePlanner {
  const authority = planAuthority(cluster);
  const host = planHost(cluster);
  const firewall = planFirewall(cluster);
  const swap = planSwap(cluster);
  const firstBootEnd = planFirstBootEnd(cluster);
  const cni = planCni(cluster);
  const { beforeRuntime, afterKubelet } = planFlannel(cluster);
  const runtime = planRuntime(cluster);
  const kubelet = planKubelet(cluster);
  const kubeProxy = cluster.proxy ? planKubeProxy(cluster, cluster.proxy) : null;
  const artifacts = planArtifacts(cluster);
  const programs = programsOf(artifacts);
  const firstBoot = planFirstBoot(cluster, artifacts, derived);
  const withUnits = unitOverrides(cluster.units);
  const release = { version: cluster.kubernetesVersion, command: [`${cluster.paths.binaries}/kubelet`, '--version'] };

  return (node, credentials) => {
    const ofKubernetes = [
      cni(node, credentials),
      ...beforeRuntime.map((plan) => plan(node, credentials)),
      ...runtime,
      kubelet(node, credentials),
      ...(kubeProxy ? [kubeProxy(node, credentials)] : []),
      ...afterKubelet.map((plan) => plan(node, credentials)),
    ];
    const filesAtBoot = ofKubernetes.flatMap((component) => component.filesAtBoot ?? []);
    const components = [
      authority(node, credentials),
      host,
      swap(node, credentials),
      { files: node.files.map(ownFile) },
      firewall,
      planIdentity(cluster, filesAtBoot),
      ...ofKubernetes,
      firstBootEnd,
    ].map(withUnits);
    const files = components.flatMap((component) => component.files);
    const planned = components.flatMap((component) => component.directories ?? []);
    const directories = settledDirectories(planned, cluster.host.directories);
    return {
      node: node.name,
      files: [...files, ...firstBoot(node, credentials, components, directories)],
      filesAtBoot,
      directories,
      artifacts,
      programs,
      services: components.flatMap(({ service }) => (service ? [service.unit] : [])),
      release,
      parts: cluster.parts,
      firstBootUnit: 'bootwright.service',
      firstBootLibrary: installLibrary,
      statusProgram: statusProgram(cluster),
      ignition: cluster.ignition,
    };
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

import type { NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import { planArtifacts, programsOf } from './artifacts.js';
import { planAuthority } from './authority.js';
import type { Contribution } from './contribution.js';
import { asItIs, type DerivedText } from './derived-text.js';
import { contentDigests } from './file-digest.js';
import { planFirstBoot } from './first-boot.js';
import { planHealth } from './first-boot-end.js';
import { gather, gatherKernel } from './gather.js';
import { kernelPlanner } from './host.js';
import { installLibrary, statusProgram } from './layout.js';
import { planMount } from './mounts.js';
import type { NodePlan } from './node-plan.js';
import { planSteps } from './node-steps.js';
import { unitOverrides } from './units.js';

/** Makes one plan of a node's components: adds what comes of their needs, orders the steps, and writes the journal. */
export type Assembler = (
  node: ResolvedNode,
  credentials: NodeCredentials,
  components: readonly Contribution[],
) => NodePlan;

export function assembler(cluster: ResolvedCluster, derived: DerivedText = asItIs): Assembler {
  const authority = planAuthority(cluster, derived);
  const kernel = kernelPlanner();
  const artifacts = planArtifacts(cluster);
  const firstBoot = planFirstBoot(cluster, artifacts, derived);
  const withUnits = unitOverrides(cluster.units);
  const packagesPhase = cluster.host.packagesFirst ? 'packages' : 'host';
  const ofCluster = {
    artifacts,
    programs: programsOf(artifacts),
    release: { version: cluster.kubernetesVersion, command: [`${cluster.paths.binaries}/kubelet`, '--version'] },
    parts: cluster.parts,
    firstBootUnit: 'bootwright.service',
    firstBootLibrary: installLibrary,
    statusProgram: statusProgram(cluster),
    ignition: cluster.ignition,
  };
  return (node, credentials, components) => {
    contentDigests.turn();
    const services = components.flatMap(({ service }) => (service ? [service.unit] : []));
    const asked = gatherKernel(components);
    const all = [
      authority(node, credentials),
      kernel(asked),
      ...asked.mounts.map(planMount),
      ...components,
      planHealth(node, services),
    ].map(withUnits);
    const needs = gather(all, asked, cluster.host.directories);
    const packages = { names: needs.packages, phase: packagesPhase } as const;
    const steps = planSteps(all, needs.files, packages, artifacts, derived);
    const files = [...needs.files, ...firstBoot(node, needs, steps)];
    return { ...ofCluster, ...needs, node: node.name, files, services, steps };
  };
}

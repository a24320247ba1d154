import { templates } from '../generated/templates.js';
import type { ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import type { ContributedStep, Contribution, NodeContribution } from './contribution.js';
import { installLibrary, onFailedScript, onReadyScript, statusProgram } from './layout.js';
import type { PlannedFile } from './node-plan.js';
import type { Command } from './steps.js';

const scriptFile = (path: string, content: string, mode: number, origin: readonly string[]): PlannedFile => ({
  path,
  content,
  mode,
  secret: mode === 0o700,
  origin,
});

/** How the first boot ends, and what tells of it: bootwright-status for people, and the spec's own scripts. */
export function planFirstBootEnd(cluster: ResolvedCluster): NodeContribution {
  const { firstBoot } = cluster;
  const files = [
    scriptFile(statusProgram(cluster), templates['bootwright-status']({ library: installLibrary }), 0o755, ['spec']),
  ];
  // For root's eyes only: a script may well hold a token.
  const own = (key: 'onReady' | 'onFailed', path: string): void => {
    const content = firstBoot[key];
    if (content !== null) files.push(scriptFile(path, content, 0o700, ['spec', 'firstBoot', key]));
  };
  own('onReady', onReadyScript);
  own('onFailed', onFailedScript);
  const onReady: ContributedStep[] =
    firstBoot.onReady === null ? [] : [{ name: 'on-ready', command: ['run_script', onReadyScript], phase: 'ready' }];
  return (node) => ({ files, steps: [...joinSteps(cluster, node), ...onReady] });
}

/** What looks whether the units run and the kubelet says that it is healthy. */
export function planHealth({ kubelet: { healthz } }: ResolvedNode, services: readonly string[]): Contribution {
  const address = healthz === null ? 'none' : healthz;
  return { steps: [{ name: 'health', command: ['health', address, ...services], phase: 'health' }] };
}

/** What asks the API server for the node, where the first boot waits for that. */
function joinSteps({ identity, paths }: ResolvedCluster, node: ResolvedNode): ContributedStep[] {
  // Where the machine finds its name at boot, the step does, too.
  const ownName = identity?.name ? undefined : node.name;
  const { kubeconfig = node.layout.kubeconfig, 'hostname-override': name = ownName } = node.kubelet.flags;
  if (!node.waitsForNode || kubeconfig === null) return [];
  // Without the flag it is called what its machine is.
  const named = name === undefined ? [] : [name === null ? '' : name];
  const command: Command = ['join', `${paths.binaries}/kubectl`, kubeconfig, node.endpoint, ...named];
  return [{ name: 'join', command, phase: 'join' }];
}

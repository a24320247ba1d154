import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import type { Command, Phase } from './steps.js';

const phases = {
  beforeRuntime: 'pre-runtime',
  beforeKubelet: 'pre-kubelet',
  afterReady: 'ready',
} as const satisfies Record<string, Phase>;

/** The spec's own scripts among the steps, and images that are pulled before the kubelet starts. */
export function planCommands({ firstBoot, runtime }: ResolvedCluster): Contribution[] {
  const scripts = firstBoot.commands.map(({ name, when, script }, index): Contribution => {
    const path = `/opt/bootwright/command-${name}.sh`;
    const origin = ['spec', 'firstBoot', 'commands', index];
    return {
      // For root's eyes only: a script may well hold a token.
      files: [{ path, content: script, mode: 0o700, secret: true, origin }],
      steps: [{ name: `command-${name}`, command: ['run_script', path], phase: phases[when], keyed: true }],
    };
  });
  if (firstBoot.images.length === 0) return scripts;
  const command: Command = ['pull_images', runtime.endpoint, ...firstBoot.images];
  const pulling: Contribution = { steps: [{ name: 'images', command, phase: 'pre-kubelet', after: ['crictl'] }] };
  return [pulling, ...scripts];
}

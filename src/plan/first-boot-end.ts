import { templates } from '../generated/templates.js';
import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { installLibrary, onFailedScript, onReadyScript, statusProgram } from './layout.js';
import type { Contribution, PlannedFile } from './node-plan.js';

const scriptFile = (path: string, content: string, mode: number, origin: readonly string[]): PlannedFile => ({
  path,
  content,
  mode,
  secret: mode === 0o700,
  origin,
});

/** What tells how the first boot ended: bootwright-status for people, and the spec's own scripts. */
export function planFirstBootEnd(cluster: ResolvedCluster): Contribution {
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
  return { files };
}

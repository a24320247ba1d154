import type { FullSpec } from '../full-spec.js';
import type { ResolvedFirstBoot, ResolvedNode } from '../resolved/resolved.js';

/** What the spec adds to the first boot. */
export function resolveFirstBoot({ firstBoot }: FullSpec): ResolvedFirstBoot {
  const { clusterAPI, reportURL, onReady, onFailed, commands, images } = firstBoot;
  return { clusterAPI, reportURL, onReady, onFailed, commands, images };
}

/**
 * Whether the first boot waits until the API server knows the node. Where the machine itself is its endpoint, the API
 * server is one of its own pods, and may well come later.
 */
export function waitsForNode(
  { firstBoot }: FullSpec,
  { name, address, endpoint }: Pick<ResolvedNode, 'name' | 'address' | 'endpoint'>,
): boolean {
  const [, host = ''] = /^https?:\/\/(\[[^\]]*\]|[^:/]*)/.exec(endpoint) ?? [];
  const isItself = /^(localhost|127\..*|\[::1\])$/.test(host) || host === address || host === name;
  return firstBoot.waitForNode && !isItself;
}

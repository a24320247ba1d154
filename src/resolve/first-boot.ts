import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { ResolvedFirstBoot, ResolvedNode } from './resolved.js';

/** What happens at the end of the first boot. */
export function resolveFirstBoot({ firstBoot = {} }: ClusterSpec['spec']): ResolvedFirstBoot {
  return {
    clusterAPI: firstBoot.clusterAPI ?? false,
    reportURL: firstBoot.reportURL ?? null,
    onReady: firstBoot.onReady ?? null,
    onFailed: firstBoot.onFailed ?? null,
  };
}

/**
 * Whether the first boot waits until the API server knows the node. Where the machine itself is its endpoint, the API
 * server is one of its own pods, and may well come later.
 */
export function waitsForNode(
  { firstBoot = {} }: ClusterSpec['spec'],
  { name, address, endpoint }: Pick<ResolvedNode, 'name' | 'address' | 'endpoint'>,
): boolean {
  const [, host = ''] = /^https?:\/\/(\[[^\]]*\]|[^:/]*)/.exec(endpoint) ?? [];
  const isItself = /^(localhost|127\..*|\[::1\])$/.test(host) || host === address || host === name;
  return firstBoot.waitForNode !== false && !isItself;
}

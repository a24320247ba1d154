import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { ResolvedFirstBoot } from './resolved.js';

/** What happens at the end of the first boot. */
export function resolveFirstBoot({ firstBoot = {} }: ClusterSpec['spec']): ResolvedFirstBoot {
  return {
    clusterAPI: firstBoot.clusterAPI ?? false,
    reportURL: firstBoot.reportURL ?? null,
    onReady: firstBoot.onReady ?? null,
    onFailed: firstBoot.onFailed ?? null,
  };
}

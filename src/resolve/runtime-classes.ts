import { runtimeClassApis } from '../eras/kubernetes.js';
import { eraAt } from '../eras/lookup.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { ResolvedCluster, ResolvedRuntime } from './resolved.js';

/** How pods ask for the runtime's handlers, in the API that the control plane's release has for it. */
export function resolveRuntimeClasses(
  { controlPlane, kubernetes }: ClusterSpec['spec'],
  { runtimeClasses: handlers }: ResolvedRuntime,
): ResolvedCluster['runtimeClasses'] {
  const api = eraAt(runtimeClassApis, controlPlane.version ?? kubernetes.version);
  return api === null || handlers.length === 0 ? null : { api, handlers };
}

import { runtimeClassApis } from '../../eras/kubernetes.js';
import { eraAt } from '../../eras/lookup.js';
import type { FullSpec } from '../full-spec.js';
import type { ResolvedCluster, ResolvedRuntime } from '../resolved/resolved.js';

/** How pods ask for the runtime's handlers, in the API that the control plane's release has for it. */
export function resolveRuntimeClasses(
  { controlPlane }: FullSpec,
  { runtimeClasses: handlers }: ResolvedRuntime,
): ResolvedCluster['runtimeClasses'] {
  const api = eraAt(runtimeClassApis, controlPlane.version);
  return api === null || handlers.length === 0 ? null : { api, handlers };
}

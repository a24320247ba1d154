import { runtimeWiring } from '../../eras/kubernetes.js';
import { eraAt } from '../../eras/lookup.js';
import type { ResolvedRuntime } from '../resolved/resolved.js';

/** How a kubelet is told of a runtime that speaks CRI at an endpoint. */
export function kubeletOverCri(kubernetes: string, endpoint: string): ResolvedRuntime['kubelet'] {
  const { containerRuntimeFlag, endpointIn } = eraAt(runtimeWiring, kubernetes);
  return {
    flags: {
      ...(containerRuntimeFlag ? { 'container-runtime': 'remote' } : {}),
      ...(endpointIn === 'flag' ? { 'container-runtime-endpoint': endpoint } : {}),
    },
    fields: endpointIn === 'file' ? { containerRuntimeEndpoint: endpoint } : {},
  };
}

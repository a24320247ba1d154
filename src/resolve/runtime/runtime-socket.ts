import type { ContainerdFormat } from '../../eras/containerd-places.js';
import { type Mapping, valueBelow } from '../../spec/mapping.js';

/** Where a runtime's configuration says on which socket it serves, and where it serves by itself. */
export interface RuntimeSocket {
  readonly steps: readonly string[];
  readonly standard: string;
}

/** From format 4 on the address is a plugin's. */
export function containerdSocket(format: ContainerdFormat): RuntimeSocket {
  const steps = format === 4 ? ['plugins', 'io.containerd.server.v1.grpc', 'address'] : ['grpc', 'address'];
  return { steps, standard: '/run/containerd/containerd.sock' };
}

export const crioSocket: RuntimeSocket = { steps: ['crio', 'api', 'listen'], standard: '/run/crio/crio.sock' };

/** The endpoint that the kubelet and crictl are told: that of the runtime's own configuration. */
export function endpointOf({ steps, standard }: RuntimeSocket, config: Mapping): string {
  const said = valueBelow(config, steps);
  return `unix://${typeof said === 'string' && said !== '' ? said : standard}`;
}

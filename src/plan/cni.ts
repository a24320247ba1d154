import type { ResolvedCluster } from '../resolve/resolved.js';
import { type NodeContribution, plainFile } from './node-plan.js';
import { jsonText } from './serialise.js';

/** The node's bridge with its own pod CIDR, and the loopback that older runtimes ask for. */
export function planCni({ cni, paths }: ResolvedCluster): NodeContribution {
  const { cniVersion } = cni;
  const name = 'bridge';
  const portmap = { type: 'portmap', capabilities: { portMappings: true } };
  const loopbackText = jsonText({ cniVersion, name: 'lo', type: 'loopback' });
  const loopback = plainFile(`${paths.cniConfig}/99-loopback.conf`, loopbackText, ['spec', 'cni']);

  return ({ podCIDR, origin }) => {
    const bridge = {
      type: 'bridge',
      bridge: cni.bridge,
      isGateway: true,
      ipMasq: true,
      ...(cni.hairpinMode ? { hairpinMode: true } : {}),
      ipam: { type: 'host-local', ranges: [[{ subnet: podCIDR }]], routes: [{ dst: '0.0.0.0/0' }] },
    };
    const network = cni.hostPorts
      ? plainFile(
          `${paths.cniConfig}/10-bridge.conflist`,
          jsonText({ cniVersion, name, plugins: [bridge, portmap] }),
          origin,
        )
      : plainFile(`${paths.cniConfig}/10-bridge.conf`, jsonText({ cniVersion, name, ...bridge }), origin);
    return { files: [network, loopback] };
  };
}

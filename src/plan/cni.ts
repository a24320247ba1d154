import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { type Family, rangeOf } from '../spec/addresses.js';
import type { NodeContribution } from './contribution.js';
import { podRangesAtBoot } from './identity.js';
import { plainFile } from './node-plan.js';
import { jsonText } from './serialise.js';

const origin = ['spec', 'cni'];
const everywhere: Readonly<Record<Family, string>> = { IPv4: '0.0.0.0/0', IPv6: '::/0' };
const portmap = { type: 'portmap', capabilities: { portMappings: true } };

/** What tells the runtime how to give a pod its network. */
export function planCni(cluster: ResolvedCluster): NodeContribution {
  const { cni, paths } = cluster;
  if (cni.dockerNetwork) return () => ({ files: [] });
  if (cni.plugin === 'bridge') return planBridge(cluster);
  // The runtime watches it, and an add-on writes into it.
  const directories = [{ path: paths.cniConfig, mode: 0o755 }];
  const files = cni.plugin === 'flannel' ? [flannelConf(cluster)] : [];
  return () => ({ files, directories });
}

/** The node's bridge with its own pod CIDR, and the loopback that older runtimes ask for. */
function planBridge({ cni, identity, paths, podCIDRs }: ResolvedCluster): NodeContribution {
  const { cniVersion } = cni;
  const name = 'bridge';
  const loopbackText = jsonText({ cniVersion, name: 'lo', type: 'loopback' });
  const loopback = cni.loopback ? [plainFile(`${paths.cniConfig}/99-loopback.conf`, loopbackText, origin)] : [];

  const atBoot = identity ? podRangesAtBoot(identity) : [];
  const foundAtBoot = atBoot.length > 0;
  // One of each family that pods have addresses of.
  const routes = podCIDRs.map((range) => ({ dst: everywhere[rangeOf(range).family] }));

  return (node) => {
    const subnets = foundAtBoot ? atBoot : node.podCIDRs;
    const bridge = {
      type: 'bridge',
      bridge: cni.bridge,
      isGateway: true,
      ipMasq: true,
      ...(cni.hairpinMode ? { hairpinMode: true } : {}),
      ipam: { type: 'host-local', ranges: subnets.map((subnet) => [{ subnet }]), routes },
    };
    const network = cni.hostPorts
      ? plainFile(
          `${paths.cniConfig}/10-bridge.conflist`,
          jsonText({ cniVersion, name, plugins: [bridge, portmap] }),
          node.origin,
        )
      : plainFile(`${paths.cniConfig}/10-bridge.conf`, jsonText({ cniVersion, name, ...bridge }), node.origin);
    return foundAtBoot ? { files: loopback, filesAtBoot: [network] } : { files: [network, ...loopback] };
  };
}

/** The flannel plugin, which reads the node's range from flanneld's file and has the bridge plugin do the work. */
function flannelConf({ cni, paths }: ResolvedCluster) {
  const delegate = {
    ...(cni.bridge === 'cni0' ? {} : { bridge: cni.bridge }),
    ...(cni.hairpinMode ? { hairpinMode: true } : {}),
    isDefaultGateway: true,
  };
  const plugins = [{ type: 'flannel', delegate }, ...(cni.hostPorts ? [portmap] : [])];
  // cbr0 is what flannel's own manifests call it: addresses given out are kept under this name.
  const text = jsonText({ cniVersion: cni.cniVersion, name: 'cbr0', plugins });
  return plainFile(`${paths.cniConfig}/10-flannel.conflist`, text, [...origin, 'flannel']);
}

import type { CniPluginName } from '../generated/names.js';

/** Interfaces of add-ons, by the names that they give them. */
const ofAddons = [
  'cali*',
  'cilium_*',
  'lxc*',
  'tunl*',
  'vxlan-v6.calico',
  'vxlan.calico',
  'wg-v6.cali',
  'wireguard.cali',
];

/**
 * What a pods' network makes on the machine, as NetworkManager names interfaces: it would take them down, or their routes,
 * where it thinks that they are its own.
 * Source: docs.tigera.io operations/troubleshoot/troubleshooting (NetworkManager); rancher/elemental#460 (flannel);
 * cilium/cilium pkg/defaults (cilium_*, lxc*). NetworkManager.conf(5), device list format.
 */
export function podInterfaces({
  plugin,
  bridge,
}: {
  readonly plugin: CniPluginName;
  readonly bridge: string;
}): string[] {
  const own = { bridge: [bridge, 'veth*'], flannel: [bridge, 'flannel*', 'veth*'], none: ofAddons };
  return own[plugin];
}

import { buildComponent } from './binaries.js';
import { cniComponent } from './components.js';

/** CNI plugins of before 1.0, when flannel's was among them. */
export const oldCni = '0.9.1';

const plugins = {
  ipam: ['dhcp', 'host-local', 'static'],
  main: ['bridge', 'host-device', 'ipvlan', 'loopback', 'macvlan', 'ptp', 'vlan'],
  meta: ['bandwidth', 'firewall', 'flannel', 'portmap', 'sbr', 'tuning', 'vrf'],
};

export function oldPlugins(signal: AbortSignal): Promise<string> {
  return buildComponent({ ...cniComponent(`cni-plugins-${oldCni}`, oldCni, plugins), toolchain: 'go1.21.13' }, signal);
}

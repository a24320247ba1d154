import type { KeyEras } from './key-eras.js';

/** Plugins whose configuration the documents write. */
export type CniPlugin = 'bridge' | 'flannel' | 'host-local' | 'loopback' | 'portmap';

/**
 * The keys of each plugin beside `type`, and of those only the ones that a configuration is made of: not what a runtime
 * puts in. By release of containernetworking/plugins; the plugin for flannel by itself reads the same.
 * Source: the `json:` tags of containernetworking/plugins v0.6.0, v0.7.0, v0.8.0, v0.9.0, v1.0.0 to v1.4.0, v1.5.1,
 * v1.6.0, v1.7.1, v1.8.0 and v1.9.1: plugins/main/bridge/bridge.go, plugins/meta/{flannel/flannel,portmap/main}.go,
 * plugins/ipam/host-local/backend/allocator/config.go. A key that came between two of these has the later one here.
 */
export const cniPluginKeys: Readonly<Record<CniPlugin, KeyEras>> = {
  bridge: {
    bridge: {},
    disableContainerInterface: { since: '1.5.1' },
    enabledad: { since: '1.1.0' },
    forceAddress: {},
    hairpinMode: {},
    ipMasq: {},
    ipMasqBackend: { since: '1.6.0' },
    ipam: {},
    isDefaultGateway: {},
    isGateway: {},
    macspoofchk: { since: '1.1.0' },
    mtu: {},
    portIsolation: { since: '1.7.1' },
    preserveDefaultVlan: { since: '1.3.0' },
    promiscMode: {},
    vlan: { since: '0.8.0' },
    vlanTrunk: { since: '1.3.0' },
  },
  flannel: { dataDir: {}, delegate: {}, ipam: { since: '0.9.0' }, subnetFile: {} },
  'host-local': {
    dataDir: {},
    gateway: {},
    rangeEnd: {},
    rangeStart: {},
    ranges: {},
    resolvConf: {},
    routes: {},
    subnet: {},
  },
  loopback: {},
  portmap: {
    backend: { since: '1.6.0' },
    capabilities: {},
    conditionsV4: {},
    conditionsV6: {},
    externalSetMarkChain: { since: '0.7.0' },
    markMasqBit: { since: '0.7.0' },
    masqAll: { since: '1.2.0' },
    snat: {},
  },
};

/** The keys of a network, and of a list of plugins that make one, by CNI specification. Source: containernetworking/cni SPEC.md. */
export const cniNetworkKeys: KeyEras = {
  cniVersion: {},
  disableCheck: { since: '0.4.0' },
  disableGC: { since: '1.1.0' },
  name: {},
  plugins: { since: '0.3.0' },
};

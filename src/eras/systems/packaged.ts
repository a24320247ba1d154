/** What systems with packages and cloud-init have alike. */
export const packaged = {
  reader: 'cloud-init',
  ignition: null,
  packageOf: {
    conntrack: 'conntrack',
    ipset: 'ipset',
    iptables: 'iptables',
    ipvsadm: 'ipvsadm',
    nft: 'nftables',
    python3: 'python3',
  },
  inImage: [],
  modulesPackage: null,
  programs: '/usr/local/bin',
  volumePlugins: null,
  writable: { '/': true },
  selinux: null,
  runtimeOfItsOwn: false,
  networkManager: false,
  zramSwap: false,
} as const;

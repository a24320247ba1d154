/** What systems with rpm packages and cloud-init have alike. */
export const rpmLike = {
  reader: 'cloud-init',
  ignition: null,
  packageOf: {
    conntrack: 'conntrack-tools',
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
  // Source: update-ca-trust(8), of Fedora's ca-certificates; chrony is what sets their clocks.
  trust: { directory: '/etc/pki/ca-trust/source/anchors', ending: 'pem', command: 'update-ca-trust' },
  chronyOnly: true,
  zramSwap: false,
} as const;

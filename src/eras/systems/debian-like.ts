/** What Debian and Ubuntu have alike. */
export const debianLike = {
  reader: 'cloud-init',
  ignition: null,
  packageManager: 'apt',
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
  // Source: ca-certificates debian/update-ca-certificates(8); chrony debian/chrony.conf: sourcedir /etc/chrony/sources.d.
  trust: { directory: '/usr/local/share/ca-certificates', ending: 'crt', command: 'update-ca-certificates' },
  chronyOnly: false,
  zramSwap: false,
} as const;

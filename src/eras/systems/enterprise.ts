import type { OperatingSystem } from '../operating-system.js';
import { resolverFiles } from '../resolver.js';
import { rpmLike } from './rpm-like.js';

/** What Red Hat Enterprise Linux and its rebuilds have alike. */
const enterprise = {
  ...rpmLike,
  resolvConf: resolverFiles.plain,
  packetFilter: 'nft',
  packageManager: 'dnf',
  networkd: null,
  networkManager: true,
  selinux: {
    packages: ['container-selinux'],
    source:
      'kubernetes/kops#17579 (in AWS’ image of RHEL 9 and not in that of GCE); containers/container-selinux container.fc: labels of programs in /usr/local/bin',
  },
} as const;

const eight = {
  ...enterprise,
  cgroup: 1,
  nftables: false,
  glibc: { release: '2.28', source: 'RHEL 8: glibc-2.28' },
  kernel: '4.18',
  systemd: '239',
  source:
    'RHEL 8: Linux 4.18, systemd 239 with cgroup v1 by default, nft 0.9.3; iptables is that of nf_tables [unconfirmed: not looked up in an image]',
} as const;

const nine = {
  ...enterprise,
  packageOf: { ...enterprise.packageOf, iptables: 'iptables-nft' },
  cgroup: 2,
  nftables: true,
  glibc: { release: '2.34', source: 'RHEL 9: glibc-2.34' },
  kernel: '5.14',
  systemd: '252',
  source:
    'RHEL 9.2 and newer: Linux 5.14, systemd 252, nft 1.0.4; kubernetes/kops#17968 (nf_conntrack is not loaded by itself)',
} as const;

const ten = {
  ...enterprise,
  packageOf: { ...enterprise.packageOf, iptables: 'iptables-nft' },
  modulesPackage: 'kernel-modules-extra-@kernel',
  cgroup: 2,
  nftables: true,
  glibc: { release: '2.39', source: 'RHEL 10: glibc-2.39' },
  kernel: '6.12',
  systemd: '257',
  source:
    'RHEL 10: Linux 6.12, systemd 257, nft 1.1.1; kubernetes/kops#18724 (br_netfilter, nft_compat and xt_* are in kernel-modules-extra, which images do not have), #17789 (iptables-nft wants it)',
} as const;

/** Oracle's images boot its own kernel, UEK, which carries all its modules [unconfirmed]. */
const oracle = { modulesPackage: null } as const;

export const enterpriseSystems = {
  'rhel-8': eight,
  'rhel-9': nine,
  'rhel-10': ten,
  'rocky-8': eight,
  'rocky-9': nine,
  'rocky-10': ten,
  'almalinux-8': eight,
  'almalinux-9': nine,
  'almalinux-10': ten,
  'centos-stream-9': nine,
  'centos-stream-10': ten,
  'oracle-linux-8': eight,
  'oracle-linux-9': nine,
  'oracle-linux-10': { ...ten, ...oracle },
} as const satisfies Readonly<Record<string, OperatingSystem>>;

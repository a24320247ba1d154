import type { OperatingSystem, SystemSupport } from '../operating-system.js';
import { resolverFiles } from '../resolver.js';
import { lifecycles } from './lifecycles.js';
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
  cloudInit: { release: '22.1', source: 'openela-main/cloud-init branch el-8.8' },
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
  cloudInit: { release: '22.1', source: 'openela-main/cloud-init branch el-9.2' },
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
  cloudInit: {
    release: '24.1.4',
    source: 'CentOS Stream 10: a merge request that brings 24.1.4, and 24.4 later [unconfirmed]',
  },
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

/** The last day of a release, and the page that says so. */
const until = (ends: string, page: string): { readonly support: SystemSupport } => ({
  support: { ends, source: `${lifecycles}${page}` },
});

export const enterpriseSystems = {
  'rhel-8': { ...eight, ...until('2029-05-31', 'rhel.md') },
  'rhel-9': { ...nine, ...until('2032-05-31', 'rhel.md') },
  'rhel-10': { ...ten, ...until('2035-05-31', 'rhel.md') },
  'rocky-8': { ...eight, ...until('2029-05-31', 'rocky-linux.md') },
  'rocky-9': { ...nine, ...until('2032-05-31', 'rocky-linux.md') },
  'rocky-10': { ...ten, ...until('2035-05-31', 'rocky-linux.md') },
  'almalinux-8': { ...eight, ...until('2029-05-31', 'almalinux.md') },
  'almalinux-9': { ...nine, ...until('2032-05-31', 'almalinux.md') },
  'almalinux-10': { ...ten, ...until('2035-05-31', 'almalinux.md') },
  'centos-stream-9': { ...nine, ...until('2027-05-31', 'centos-stream.md') },
  'centos-stream-10': { ...ten, ...until('2030-05-31', 'centos-stream.md') },
  'oracle-linux-8': { ...eight, ...until('2029-07-31', 'oracle-linux.md') },
  'oracle-linux-9': { ...nine, ...until('2032-06-30', 'oracle-linux.md') },
  'oracle-linux-10': {
    ...ten,
    ...oracle,
    support: { ends: null, source: `${lifecycles}oracle-linux.md: no day is given for 10 yet` },
  },
} as const satisfies Readonly<Record<string, OperatingSystem>>;

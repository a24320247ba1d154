import type { OperatingSystem } from '../operating-system.js';
import { resolverFiles } from '../resolver.js';
import { lifecycles } from './lifecycles.js';
import { rpmLike } from './rpm-like.js';

/** What SUSE's systems have alike. */
const suse = {
  ...rpmLike,
  packageManager: 'zypper',
  resolvConf: resolverFiles.plain,
  networkd: null,
  // Source: update-ca-certificates(8) of SUSE/ca-certificates.
  trust: { directory: '/etc/pki/trust/anchors', ending: 'pem', command: 'update-ca-certificates' },
} as const;

const fifteen = {
  ...suse,
  cloudInit: { release: '23.3', source: 'SLES 15 SP6: cloud-init 23.3 [unconfirmed]' },
  // Its own default is the hybrid of both, in which Kubernetes sees version 1.
  cgroup: 1,
  nftables: false,
  packetFilter: 'iptables',
  glibc: { release: '2.38', source: 'SLES 15 SP6 and SP7: glibc-2.38' },
  kernel: '6.4',
  systemd: '254',
  source:
    'SLES 15 SP6 and SP7, openSUSE Leap 15.6: Linux 6.4, systemd 254, wicked, AppArmor; hybrid cgroups [unconfirmed for SP7], nft older than 1.0.1 [unconfirmed]',
} as const;

const sixteen = {
  ...suse,
  cloudInit: { release: '25.1', source: 'SLES 16.0: cloud-init 25.1 [unconfirmed]' },
  cgroup: 2,
  nftables: true,
  packetFilter: 'nft',
  glibc: { release: '2.40', source: 'SLES 16.0: glibc-2.40' },
  kernel: '6.12',
  systemd: '257',
  networkManager: true,
  selinux: {
    packages: ['container-selinux'],
    source: 'harvester/harvester-cloud#148: SELinux enforces in place of AppArmor; openSUSE Leap 16 release notes',
  },
  source:
    'SLES 16.0 and openSUSE Leap 16.0: Linux 6.12, systemd 257, NetworkManager, SELinux enforcing; nft 1.1 [unconfirmed]',
} as const;

export const suseSystems = {
  'sles-15': { ...fifteen, support: { ends: '2031-07-31', source: `${lifecycles}sles.md: 15 SP7, general support` } },
  'sles-16': { ...sixteen, support: { ends: '2027-11-30', source: `${lifecycles}sles.md: 16.0, general support` } },
  'opensuse-leap-15.6': { ...fifteen, support: { ends: '2026-04-30', source: `${lifecycles}opensuse.md` } },
  'opensuse-leap-16': { ...sixteen, support: { ends: '2027-10-31', source: `${lifecycles}opensuse.md: 16.0` } },
} as const satisfies Readonly<Record<string, OperatingSystem>>;

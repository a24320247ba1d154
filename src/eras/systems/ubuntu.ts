import type { OperatingSystem } from '../operating-system.js';
import { resolverFiles } from '../resolver.js';
import { debianLike } from './debian-like.js';
import { lifecycles } from './lifecycles.js';

const { ofResolved: resolved, plain } = resolverFiles;

/** What Ubuntu Pro gets beyond that is a contract's. */
const lifecycle = `${lifecycles}ubuntu.md: end of standard support`;

/** Ubuntu's cloud images. */
export const ubuntu = {
  'ubuntu-16.04': {
    ...debianLike,
    support: { ends: '2021-04-02', source: lifecycle },
    cloudInit: { release: '21.1', source: 'canonical/cloud-init branch ubuntu/xenial' },
    resolvConf: plain,
    cgroup: 1,
    nftables: false,
    packetFilter: 'iptables',
    glibc: { release: '2.23', source: 'Ubuntu 16.04: libc6 2.23-0ubuntu11' },
    kernel: '4.4',
    systemd: '229',
    networkd: null,
    source: 'Ubuntu 16.04: systemd 229 without a local resolver, ifupdown, Linux 4.4, nft 0.5',
  },
  'ubuntu-18.04': {
    ...debianLike,
    support: { ends: '2023-05-31', source: lifecycle },
    cloudInit: { release: '23.1.2', source: 'canonical/cloud-init branch ubuntu/bionic' },
    resolvConf: resolved,
    cgroup: 1,
    nftables: false,
    packetFilter: 'iptables',
    glibc: { release: '2.27', source: 'Ubuntu 18.04: libc6 2.27-3ubuntu1' },
    kernel: '4.15',
    systemd: '237',
    networkd: '237',
    source: 'Ubuntu 18.04: systemd 237 with systemd-resolved, Linux 4.15, nft 0.8',
  },
  'ubuntu-20.04': {
    ...debianLike,
    support: { ends: '2025-05-31', source: lifecycle },
    cloudInit: { release: '24.4.1', source: 'canonical/cloud-init tag ubuntu/24.4.1-0ubuntu0_20.04.3' },
    resolvConf: resolved,
    cgroup: 1,
    nftables: false,
    packetFilter: 'nft',
    glibc: { release: '2.31', source: 'Ubuntu 20.04: libc6 2.31-0ubuntu9' },
    kernel: '5.4',
    systemd: '245',
    networkd: '245',
    source: 'Ubuntu 20.04: systemd 245 (hybrid cgroups), Linux 5.4',
  },
  'ubuntu-22.04': {
    ...debianLike,
    support: { ends: '2027-04-01', source: lifecycle },
    cloudInit: { release: '26.1', source: 'canonical/cloud-init tag ubuntu/26.1-0ubuntu3_22.04.1' },
    resolvConf: resolved,
    cgroup: 2,
    nftables: true,
    packetFilter: 'nft',
    glibc: { release: '2.35', source: 'Ubuntu 22.04: libc6 2.35-0ubuntu3' },
    kernel: '5.15',
    systemd: '249',
    networkd: '249',
    source: 'Ubuntu 22.04: systemd 249, Linux 5.15, nft 1.0.2',
  },
  'ubuntu-24.04': {
    ...debianLike,
    support: { ends: '2029-05-31', source: lifecycle },
    cloudInit: { release: '26.1', source: 'canonical/cloud-init tag ubuntu/26.1-0ubuntu1_24.04.1' },
    resolvConf: resolved,
    cgroup: 2,
    nftables: true,
    packetFilter: 'nft',
    glibc: { release: '2.39', source: 'Ubuntu 24.04: libc6 2.39-0ubuntu8' },
    kernel: '6.8',
    systemd: '255',
    networkd: '255',
    source: 'Ubuntu 24.04: systemd 255, Linux 6.8, nft 1.0.9',
  },
  'ubuntu-26.04': {
    ...debianLike,
    support: { ends: '2031-04-30', source: lifecycle },
    cloudInit: { release: '26.1', source: 'canonical/cloud-init branch ubuntu/resolute-26.1.x' },
    resolvConf: resolved,
    cgroup: 2,
    nftables: true,
    packetFilter: 'nft',
    glibc: {
      release: '2.43',
      source: 'Ubuntu 26.04: libc6 2.43 [unconfirmed]; 2.39 and newer is all that is asked of it',
    },
    kernel: '7.0',
    systemd: '259',
    networkd: '259',
    source:
      'Ubuntu 26.04: Linux 7.0, systemd 259 (cgroup v2 alone, no /etc/sysctl.conf), uutils in place of GNU coreutils, sudo-rs; kubernetes/kops util/pkg/distributions/distributions.go; nft 1.1 [unconfirmed]',
  },
} as const satisfies Readonly<Record<string, OperatingSystem>>;

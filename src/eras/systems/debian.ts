import type { OperatingSystem } from '../operating-system.js';
import { resolverFiles } from '../resolver.js';
import { debianLike } from './debian-like.js';
import { lifecycles } from './lifecycles.js';

const { ofResolved: resolved } = resolverFiles;

/** Its long-term support is everybody's. */
const lifecycle = `${lifecycles}debian.md: end of LTS`;

/** Debian's cloud images. */
export const debian = {
  'debian-11': {
    ...debianLike,
    support: { ends: '2026-08-31', source: lifecycle },
    cloudInit: { release: '20.4.1', source: 'Debian 11: cloud-init 20.4.1-2' },
    resolvConf: resolved,
    cgroup: 2,
    nftables: false,
    packetFilter: 'nft',
    glibc: { release: '2.31', source: 'Debian 11: libc6 2.31-13' },
    kernel: '5.10',
    systemd: '247',
    networkd: '247',
    source: 'Debian 11: systemd 247 with systemd-resolved, which images may have on or off, Linux 5.10, nft 0.9.8',
  },
  'debian-12': {
    ...debianLike,
    support: { ends: '2028-06-30', source: lifecycle },
    cloudInit: { release: '22.4.2', source: 'Debian 12: cloud-init 22.4.2-1' },
    resolvConf: resolved,
    cgroup: 2,
    nftables: true,
    packetFilter: 'nft',
    glibc: { release: '2.36', source: 'Debian 12: libc6 2.36-9' },
    kernel: '6.1',
    systemd: '252',
    networkd: '252',
    source:
      'Debian 12 cloud image: systemd 252, systemd-resolved (not in images such as that of Hetzner), Linux 6.1, nft 1.0.6',
  },
  'debian-13': {
    ...debianLike,
    support: { ends: '2030-06-30', source: lifecycle },
    cloudInit: { release: '25.1.4', source: 'Debian 13: cloud-init 25.1.4-1' },
    resolvConf: resolved,
    cgroup: 2,
    nftables: true,
    packetFilter: 'nft',
    glibc: { release: '2.41', source: 'Debian 13: libc6 2.41-12' },
    kernel: '6.12',
    systemd: '257',
    networkd: '257',
    source: 'Debian 13 cloud image: systemd 257, systemd-resolved, Linux 6.12, nft 1.1.3',
  },
} as const satisfies Readonly<Record<string, OperatingSystem>>;

/** What is true of an operating system's cloud image. */
export interface OperatingSystem {
  /** The resolver file that pods inherit from; resolved's own, where 127.0.0.53 in /etc/resolv.conf would loop. */
  readonly resolvConf: string;
  /** The newest kernel feature level that matters here: cgroup v2 by default, which Kubernetes 1.35 asks for. */
  readonly cgroup: 1 | 2;
  /** Whether kube-proxy's nftables mode can run: kernel 5.13 and nft 1.0.1 or newer. */
  readonly nftables: boolean;
  /** What filters packets: nft where it is new enough for sets in an `inet` table that are replaced whole, else iptables. */
  readonly packetFilter: 'nft' | 'iptables';
  /** Major and minor number of its kernel. */
  readonly kernel: readonly [number, number];
  readonly source: string;
}

const resolved = '/run/systemd/resolve/resolv.conf';
const plain = '/etc/resolv.conf';

export const systems: Readonly<Record<string, OperatingSystem>> = {
  'debian-11': {
    resolvConf: plain,
    cgroup: 2,
    nftables: false,
    packetFilter: 'nft',
    kernel: [5, 10],
    source: 'Debian 11: systemd 247, Linux 5.10, nft 0.9.8',
  },
  'debian-12': {
    resolvConf: resolved,
    cgroup: 2,
    nftables: true,
    packetFilter: 'nft',
    kernel: [6, 1],
    source: 'Debian 12 cloud image: systemd-resolved, Linux 6.1, nft 1.0.6',
  },
  'debian-13': {
    resolvConf: resolved,
    cgroup: 2,
    nftables: true,
    packetFilter: 'nft',
    kernel: [6, 12],
    source: 'Debian 13 cloud image: systemd-resolved, Linux 6.12, nft 1.1.3',
  },
  'ubuntu-16.04': {
    resolvConf: plain,
    cgroup: 1,
    nftables: false,
    packetFilter: 'iptables',
    kernel: [4, 4],
    source: 'Ubuntu 16.04: systemd 229 without a local resolver, Linux 4.4, nft 0.5',
  },
  'ubuntu-18.04': {
    resolvConf: resolved,
    cgroup: 1,
    nftables: false,
    packetFilter: 'iptables',
    kernel: [4, 15],
    source: 'Ubuntu 18.04: systemd 237 with systemd-resolved, Linux 4.15, nft 0.8',
  },
  'ubuntu-20.04': {
    resolvConf: resolved,
    cgroup: 1,
    nftables: false,
    packetFilter: 'nft',
    kernel: [5, 4],
    source: 'Ubuntu 20.04: systemd 245 (hybrid cgroups), Linux 5.4',
  },
  'ubuntu-22.04': {
    resolvConf: resolved,
    cgroup: 2,
    nftables: true,
    packetFilter: 'nft',
    kernel: [5, 15],
    source: 'Ubuntu 22.04: systemd 249, Linux 5.15, nft 1.0.2',
  },
  'ubuntu-24.04': {
    resolvConf: resolved,
    cgroup: 2,
    nftables: true,
    packetFilter: 'nft',
    kernel: [6, 8],
    source: 'Ubuntu 24.04: systemd 255, Linux 6.8, nft 1.0.9',
  },
};

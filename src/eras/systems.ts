import type { IgnitionVersion, SystemName } from '../generated/names.js';
import type { Reader } from './envelopes.js';
import { resolverFiles } from './resolver.js';

/** What is true of an operating system's cloud image. */
export interface OperatingSystem {
  /** The resolver file that pods inherit from: resolved's own wherever an image may run it, as the machine makes up for its absence. */
  readonly resolvConf: string;
  /** The newest kernel feature level that matters here: cgroup v2 by default, which Kubernetes 1.35 asks for. */
  readonly cgroup: 1 | 2;
  /** Whether kube-proxy's nftables mode can run: kernel 5.13 and nft 1.0.1 or newer. */
  readonly nftables: boolean;
  /** What filters packets: nft where it is new enough for sets in an `inet` table that are replaced whole, else iptables. */
  readonly packetFilter: 'nft' | 'iptables';
  /** The first two numbers of its C library. */
  readonly glibc: { readonly release: string; readonly source: string };
  /** The first two numbers of its kernel. */
  readonly kernel: string;
  /** What reads a document at the first boot. */
  readonly reader: Reader;
  /** The newest specification that its Ignition is sure to read; null: it has none. */
  readonly ignition: IgnitionVersion | null;
  /** What installs packages; without that, those programs of the image that nodes need, by the names of Debian's packages. */
  readonly packages: 'apt' | readonly string[];
  /** Where programs go that no package brings. */
  readonly programs: string;
  /** The directory of the kubelet's volume plugins, where its own default cannot be written; null: the default. */
  readonly volumePlugins: string | null;
  /** Whether a file may be written below a directory, and stays; the longest that fits decides. */
  readonly writable: Readonly<Record<string, boolean>>;
  /** Whether what is fetched needs its SELinux label before it may run. */
  readonly selinux: boolean;
  /** Whether the image has a container runtime of its own in a place that is searched before ours. */
  readonly runtimeOfItsOwn: boolean;
  /** The version of systemd, the oldest where the image is renewed. */
  readonly systemd: string;
  /** The version of systemd where systemd-networkd may run the network; null: another program does. */
  readonly networkd: string | null;
  /** Whether the image makes swap on compressed memory, which no swap unit of its own announces. */
  readonly zramSwap: boolean;
  readonly source: string;
}

/** What systems with packages and cloud-init have alike. */
const packaged = {
  reader: 'cloud-init',
  ignition: null,
  packages: 'apt',
  programs: '/usr/local/bin',
  volumePlugins: null,
  writable: { '/': true },
  selinux: false,
  runtimeOfItsOwn: false,
  zramSwap: false,
} as const;

/** What systems whose /usr is one read-only image have alike. */
const image = {
  reader: 'ignition',
  cgroup: 2,
  nftables: true,
  packetFilter: 'nft',
  volumePlugins: '/opt/libexec/kubernetes/kubelet-plugins/volume/exec',
} as const;

/** Gone, or covered by a mount, when the first unit starts: Ignition runs before that. */
const volatile = { '/dev': false, '/proc': false, '/run': false, '/sys': false, '/tmp': false } as const;

const { ofResolved: resolved, plain } = resolverFiles;

export const systems: Readonly<Record<SystemName, OperatingSystem>> = {
  'debian-11': {
    ...packaged,
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
    ...packaged,
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
    ...packaged,
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
  'ubuntu-16.04': {
    ...packaged,
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
    ...packaged,
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
    ...packaged,
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
    ...packaged,
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
    ...packaged,
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
  flatcar: {
    ...image,
    resolvConf: resolved,
    glibc: {
      release: '2.38',
      source: 'flatcar/scripts#1567, #1990: from 3941 on, and no line that is older than LTS 4081 is updated any more',
    },
    kernel: '5.15',
    // The newest that Butane's flatcar variant is stable for.
    ignition: '3.4.0',
    packages: ['conntrack', 'ethtool', 'ipset', 'iptables', 'ipvsadm', 'nftables', 'socat'],
    programs: '/opt/bin',
    writable: { '/': true, '/bin': false, '/lib': false, '/lib64': false, '/sbin': false, '/usr': false, ...volatile },
    selinux: false,
    runtimeOfItsOwn: true,
    systemd: '252',
    networkd: '252',
    zramSwap: false,
    source:
      'flatcar/scripts coreos-overlay coreos-base/coreos/coreos-0.0.1.ebuild (programs); Flatcar 3185 and newer (Ignition 3.3, Linux 5.15), stable 3374 and newer (systemd 252 [unconfirmed]); flatcar.org docs: /usr is read-only, programs go to /opt/bin, SELinux is permissive; coreos/butane docs/specs.md (flatcar 1.1.0 is 3.4.0)',
  },
  'fedora-coreos': {
    ...image,
    resolvConf: resolved,
    glibc: { release: '2.40', source: 'coreos/fedora-coreos-config manifest-lock.x86_64.json 2d0fce6d: Fedora 41' },
    kernel: '6.11',
    ignition: '3.6.0',
    packages: ['ethtool', 'iptables', 'nftables', 'socat'],
    programs: '/usr/local/bin',
    // / itself is immutable; /opt and /usr/local are links into /var.
    writable: {
      '/': false,
      '/etc': true,
      '/home': true,
      '/mnt': true,
      '/opt': true,
      '/root': true,
      '/srv': true,
      '/usr': false,
      '/usr/local': true,
      '/var': true,
      '/var/run': false,
    },
    selinux: true,
    runtimeOfItsOwn: false,
    systemd: '256',
    networkd: null,
    // Planned for 45; an empty file switches it off before that, too.
    zramSwap: true,
    source:
      'coreos/fedora-coreos-config manifests/networking-tools.yaml, manifests/fedora-coreos-base.yaml, manifest-lock.x86_64.json 2d0fce6d (Linux 6.11, systemd 256 as Fedora 41 has it, nft 1.0.9, no conntrack, ipset, ipvsadm or Python); overlay.d ignition-ostree-populate-var.sh (/var/opt, /var/usrlocal); NetworkManager; systemd/zram-generator man/zram-generator.conf.md (the file in /etc is read in place of the one in /usr/lib); coreos/butane docs/specs.md (fcos 1.7.0 is 3.6.0)',
  },
};

import type { IgnitionVersion } from '../generated/names.js';
import type { Reader } from './envelopes.js';
import type { PackageManager } from './package-managers.js';
import type { Tool } from './tools.js';

/** An image whose SELinux labels decide what may run. */
export interface Selinux {
  /** Packages whose rules know the node's programs, where the image has not got them. */
  readonly packages: readonly string[];
  readonly source: string;
}

/** Where a system takes further CAs from, and the command that puts them among its own. */
export interface TrustStore {
  readonly directory: string;
  /** The ending of a file that is looked at, without the dot. */
  readonly ending: string;
  readonly command: string;
}

/** Until when its makers give all users fixes, without a contract of its own for that. */
export interface SystemSupport {
  /** The last day, as `2026-10-27`; null: none is known, or the image is renewed without end. */
  readonly ends: string | null;
  readonly source: string;
}

/** What is true of an operating system's cloud image. */
export interface OperatingSystem {
  readonly support: SystemSupport;
  /** cloud-init's version, the oldest of the images that one would still take; null: Ignition reads its documents. */
  readonly cloudInit: { readonly release: string; readonly source: string } | null;
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
  /** What installs packages; null: nothing does. */
  readonly packageManager: PackageManager | null;
  /** The package that brings each tool; null: none does, and it is in the image or not to be had. */
  readonly packageOf: Readonly<Record<Tool, string | null>>;
  /** The package of kernel modules that nodes need and images lack; `@kernel` is the running kernel's release. */
  readonly modulesPackage: string | null;
  /** Tools that every image has. */
  readonly inImage: readonly Tool[];
  /** Where programs go that no package brings. */
  readonly programs: string;
  /** The directory of the kubelet's volume plugins, where its own default cannot be written; null: the default. */
  readonly volumePlugins: string | null;
  /** Whether a file may be written below a directory, and stays; the longest that fits decides. */
  readonly writable: Readonly<Record<string, boolean>>;
  /** What SELinux asks of the install; null: it enforces nothing. */
  readonly selinux: Selinux | null;
  /** Whether the image has a container runtime of its own in a place that is searched before ours. */
  readonly runtimeOfItsOwn: boolean;
  /** The version of systemd, the oldest where the image is renewed. */
  readonly systemd: string;
  /** The version of systemd where systemd-networkd may run the network; null: another program does. */
  readonly networkd: string | null;
  /** Whether NetworkManager runs the network. */
  readonly networkManager: boolean;
  readonly trust: TrustStore;
  /** Whether chrony sets the clock, by /etc/chrony.conf alone; else timesyncd does, or chrony with a folder of sources. */
  readonly chronyOnly: boolean;
  /** Whether the image makes swap on compressed memory, which no swap unit of its own announces. */
  readonly zramSwap: boolean;
  readonly source: string;
}

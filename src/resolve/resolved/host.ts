import type { HostFirewall } from '../../eras/host-firewalls.js';
import type { Selinux, TrustStore } from '../../eras/operating-system.js';
import type { PackageManager, SourcePlace } from '../../eras/package-managers.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import type { FullHost, FullSpec } from '../full-spec.js';

/** A file of the spec's own. */
export interface ResolvedFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
  /** `USER:GROUP`, null for root's. */
  readonly owner: string | null;
  readonly origin: SpecPath;
}

/** What the spec adds to the first boot; null: nothing. */
export interface ResolvedFirstBoot {
  /** Whether Cluster API looks for the file that says so. */
  readonly clusterAPI: boolean;
  readonly reportURL: string | null;
  readonly onReady: string | null;
  readonly onFailed: string | null;
  readonly commands: FullSpec['firstBoot']['commands'];
  /** With their digests: pulled before the kubelet starts. */
  readonly images: readonly string[];
}

/** What a machine has below its components: packages, kernel, firewall, users and files. */
export interface ResolvedHost {
  /** What installs packages, and what it is asked for where the image has no curl; null: the system has none. */
  readonly installer: { readonly manager: PackageManager; readonly downloader: readonly string[] } | null;
  readonly packages: readonly string[];
  /** Sources of the spec's own, and where the system looks for such. */
  readonly repositories: { readonly place: SourcePlace; readonly sources: FullHost['packageRepositories'] } | null;
  /** Whether they come before all else: with SELinux' rules, or modules of the kernel. */
  readonly packagesFirst: boolean;
  /** Where programs go that no package brings. */
  readonly programs: string;
  /** Whether the document is written once, before the first boot. */
  readonly writtenOnce: boolean;
  /** What SELinux asks of the install; null: nothing. */
  readonly selinux: Selinux | null;
  readonly modules: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  /** Settings of systemd-networkd that are off, so that it leaves the pods' routes and rules alone; none: it may not run, or there are none. */
  readonly networkd: readonly string[];
  /** The version of its cgroups. */
  readonly cgroup: 1 | 2;
  /** Interfaces that NetworkManager is to leave alone; none: it does not run. */
  readonly unmanaged: readonly string[];
  /** Whether the system makes swap on compressed memory by itself. */
  readonly zramSwap: boolean;
  /** Metadata addresses that pods may not ask over HTTP, and what refuses them; null: they may. */
  readonly metadataBlock: {
    readonly tool: 'nft' | 'iptables';
    readonly ipv4: readonly string[];
    readonly ipv6: readonly string[];
    readonly ports: readonly number[];
    /** Whether nobody asked for it: a provider that hands out the documents is reason enough. */
    readonly byDefault: boolean;
  } | null;
  /** What the image's own firewall lets through; null: it stays as it is. */
  readonly firewall: {
    /** Which firewalls it may be. */
    readonly kinds: readonly HostFirewall[];
    /** The machines' own ranges; empty: each machine takes those of its private networks. */
    readonly nodes: readonly string[];
    readonly kubelet: number;
    readonly nodePorts: readonly [first: number, last: number];
  } | null;
  /** What closes the images of the provider, as far as is known; null: nothing. */
  readonly closedBy: string | null;
  /** Whether the spec says what becomes of the firewall. */
  readonly firewallSaid: boolean;
  /** How the machine gets out, and the hosts, domains and ranges that it reaches directly; null: by itself. */
  readonly egressProxy: {
    readonly http: string | null;
    readonly https: string | null;
    readonly direct: readonly string[];
  } | null;
  readonly disks: FullHost['disks'];
  /** A file of so many MiB; null: none is made. */
  readonly swap: FullHost['swap'];
  readonly kernelArguments: readonly string[];
  readonly loginUsers: FullHost['loginUsers'];
  readonly ownPrograms: FullHost['programs'];
  readonly systemUnits: FullHost['systemUnits'];
  /** Whether the machine gets the name of its node. */
  readonly namesMachine: boolean;
  readonly hostEntries: readonly { readonly address: string; readonly names: readonly string[] }[];
  /** Whom systemd-resolved asks, and where short names are looked up; none: as the network says. */
  readonly resolver: { readonly servers: readonly string[]; readonly search: readonly string[] };
  readonly time: {
    readonly servers: readonly string[];
    /** Whether the first boot goes on only when a server has set the clock. */
    readonly waits: boolean;
    /** Whether the system has chrony, with its configuration in /etc, and nothing else for it. */
    readonly chronyOnly: boolean;
  };
  /** CAs that the system is to trust, each one file with this ending, and the command that takes them in. */
  readonly trust: TrustStore & { readonly certificates: readonly string[] };
  /** Parameters of kernel modules, by the module's name. */
  readonly moduleOptions: Readonly<Record<string, string>>;
  readonly users: readonly {
    readonly name: string;
    readonly group: string;
    readonly home: string;
    readonly shell: string;
  }[];
  /** `owner` is `USER:GROUP`, null for root's. */
  readonly directories: readonly { readonly path: string; readonly mode: number; readonly owner: string | null }[];
  readonly files: readonly ResolvedFile[];
}

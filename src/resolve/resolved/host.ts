import type { HostFirewall } from '../../eras/host-firewalls.js';
import type { Selinux } from '../../eras/operating-system.js';
import type { PackageManager } from '../../eras/package-managers.js';
import type { SpecPath } from '../../spec/diagnostic.js';

/** A file of the spec's own. */
export interface ResolvedFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
  /** `USER:GROUP`, null for root's. */
  readonly owner: string | null;
  readonly origin: SpecPath;
}

/** What happens at the end of the first boot; null: nothing. */
export interface ResolvedFirstBoot {
  /** Whether Cluster API looks for the file that says so. */
  readonly clusterAPI: boolean;
  readonly reportURL: string | null;
  readonly onReady: string | null;
  readonly onFailed: string | null;
}

/** What a machine has below its components: packages, kernel, firewall, users and files. */
export interface ResolvedHost {
  /** What installs packages, and what it is asked for where the image has no curl; null: the system has none. */
  readonly installer: { readonly manager: PackageManager; readonly downloader: readonly string[] } | null;
  readonly packages: readonly string[];
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

import type { SystemName } from '../generated/names.js';

/** What installs packages; each has its function in templates/packages. */
export type PackageManager = 'apt' | 'dnf' | 'tdnf' | 'zypper';

/** What a package manager is asked for where the image has no curl: the first download waits for it. */
export const downloaders: Readonly<Record<PackageManager, readonly string[]>> = {
  apt: ['ca-certificates', 'curl'],
  dnf: ['ca-certificates', 'curl'],
  tdnf: ['ca-certificates', 'curl'],
  zypper: ['ca-certificates-mozilla', 'curl'],
};

/** Where a package manager looks for sources, and how a file of them ends. */
export interface SourcePlace {
  readonly directory: string;
  readonly ending: string;
  /** Where the keys lie that sign them. */
  readonly keys: string;
  /** Whether sources are divided into suites and components. */
  readonly suites: boolean;
}

const yum = { directory: '/etc/yum.repos.d', ending: 'repo', keys: '/etc/pki/rpm-gpg', suites: false } as const;

/**
 * Sources: sources.list(5) of apt (deb822, and Signed-By with an armored key from 1.4 on); dnf.conf(5), which tdnf reads
 * alike (vmware/tdnf wiki); SUSE/libzypp zypp/repo/RepoInfo.cc (pkg_gpgcheck, repo_gpgcheck).
 */
export const sourcePlaces: Readonly<Record<PackageManager, SourcePlace>> = {
  apt: { directory: '/etc/apt/sources.list.d', ending: 'sources', keys: '/etc/apt/keyrings', suites: true },
  dnf: yum,
  tdnf: yum,
  zypper: { ...yum, directory: '/etc/zypp/repos.d' },
};

/** The release of apt that reads armored keys; the systems that have an older one. */
export const withoutArmoredKeys: readonly SystemName[] = ['ubuntu-16.04'];

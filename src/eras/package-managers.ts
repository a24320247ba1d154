/** What installs packages; each has its function in templates/packages. */
export type PackageManager = 'apt' | 'dnf' | 'tdnf' | 'zypper';

/** What a package manager is asked for where the image has no curl: the first download waits for it. */
export const downloaders: Readonly<Record<PackageManager, readonly string[]>> = {
  apt: ['ca-certificates', 'curl'],
  dnf: ['ca-certificates', 'curl'],
  tdnf: ['ca-certificates', 'curl'],
  zypper: ['ca-certificates-mozilla', 'curl'],
};

import { mkdirSync } from 'node:fs';
import type { PackageManager } from '../../src/eras/package-managers.js';
import { libraryWith, type MachineRoot } from '../machine-root.js';
import { outputOf } from './judge.js';

/** Lines of a package's spec that are not usual, by its name. */
export type SpecLines = Readonly<Record<string, string>>;

/** Makes packages of these names without content, and a repository of them at /repository of a root. */
export function makeRepository(root: MachineRoot, names: readonly string[], said: SpecLines): void {
  mkdirSync(root.at('/repository'));
  for (const name of names) {
    const own = said[name] ?? '';
    const version = own.includes('Version:') ? '' : 'Version: 1.0\nRelease: 1\n';
    const files = `%install\nmkdir -p %{buildroot}/opt/judge\necho > %{buildroot}/opt/judge/${name}\n%files\n/opt/judge/${name}\n`;
    root.write(
      '/package.spec',
      `Name: ${name}\n${version}Summary: none\nLicense: none\nBuildArch: noarch\n${own}\n%description\nnone\n${files}`,
    );
    const places = [`_topdir ${root.at('/build')}`, `_rpmdir ${root.at('/repository')}`];
    outputOf('rpmbuild', ['-bb', '--quiet', ...places.flatMap((one) => ['--define', one]), root.at('/package.spec')]);
  }
  outputOf('createrepo_c', ['-q', root.at('/repository')]);
}

/** A key of OpenPGP's that is made for a test, in a folder of its own. */
export interface SigningKey {
  readonly home: string;
  /** The public key, armored. */
  readonly text: string;
}

/** Makes a key in a root. */
export function makeKey(root: MachineRoot, name: string): SigningKey {
  const home = root.at(`/${name}`);
  mkdirSync(home, { mode: 0o700 });
  const gpg = ['--homedir', home, '--batch', '--quiet', '--passphrase', ''];
  outputOf('gpg', [...gpg, '--quick-generate-key', 'judge', 'rsa3072', 'sign']);
  const text = outputOf('gpg', [...gpg, '--armor', '--export']);
  outputOf('gpgconf', ['--homedir', home, '--kill', 'all']);
  return { home, text };
}

/** Signs one package of a root's repository. */
export function signPackage(root: MachineRoot, name: string, { home }: SigningKey): void {
  const [file = ''] = outputOf('find', [root.at('/repository'), '-name', `${name}-[0-9]*.rpm`]).split('\n');
  const settings = [`_gpg_path ${home}`, '_gpg_name judge', '__gpg /usr/bin/gpg'].flatMap((one) => ['--define', one]);
  outputOf('rpmsign', [...settings, '--addsign', file]);
  outputOf('createrepo_c', ['-q', root.at('/repository')]);
  outputOf('gpgconf', ['--homedir', home, '--kill', 'all']);
}

/** Signs a file as a whole, as apt's InRelease is. */
export function signText(from: string, to: string, { home }: SigningKey): void {
  outputOf('gpg', ['--homedir', home, '--batch', '--yes', '--quiet', '--clearsign', '--output', to, from]);
  outputOf('gpgconf', ['--homedir', home, '--kill', 'all']);
}

/** The kernel that a root's machine runs. */
export const kernel = '6.12.0-124.el10.noarch';

/** Runs functions of the library that a document for this package manager has; it waits a tenth of a second where it waits. */
export function call(
  root: MachineRoot,
  manager: PackageManager,
  lines: string,
): { readonly status: number | null; readonly output: string } {
  const library = libraryWith({ installer: { manager, downloader: [] } });
  const setting = `set -euo pipefail\ncd /\nsleep() { /usr/bin/sleep 0.1; }\nuname() { echo ${kernel}; }`;
  return root.run(`exec 2>&1\n${library}\n${setting}\n${lines}\n`);
}

/** The names of the packages that are installed in a root. */
export const installedIn = (root: MachineRoot): string[] =>
  root.run('rpm -qa --qf "%{NAME}\\n"').output.trim().split('\n').sort();

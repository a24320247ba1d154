import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PackageManager } from '../../src/eras/package-managers.js';
import { systems } from '../../src/eras/systems.js';
import { type SystemName, systemNames } from '../../src/generated/names.js';
import { clusterWith } from '../fixture-input.js';
import { libraryWith, MachineRoot } from '../machine-root.js';
import { installed, judged, outputOf } from './judge.js';

// Real package managers, on real packages without content, with the names that the systems' packages have: each in a root
// of its own, whose /etc and /var are that system's, and whose programs are this machine's.

const kernel = '6.12.0-124.el10.noarch';

/** What of a package is not usual. */
const said: Readonly<Record<string, string>> = {
  'iptables-nft': 'Provides: iptables = 1.8.10\nRecommends: weakly-wanted',
  // Its version is that of the kernel.
  'kernel-modules-extra': 'Version: 6.12.0\nRelease: 124.el10',
};

/** The packages of a worker on each system. */
const wanted = new Map(
  systemNames
    .filter((os) => !['apt', null].includes(systems[os].packageManager))
    .map((os) => {
      const version = systems[os].cgroup === 1 ? '1.31.14' : '1.36.4';
      return [os, clusterWith(version, { target: { os }, proxy: { mode: 'ipvs' } }).host.packages] as const;
    }),
);

const names = [...new Set([...wanted.values()].flat().map((name) => name.replace('-@kernel', ''))), 'weakly-wanted'];

/** Makes a repository at /repository of a root. */
function makeRepository(root: MachineRoot): void {
  mkdirSync(root.at('/repository'));
  for (const name of names) {
    const own = said[name] ?? '';
    const version = own.includes('Version:') ? '' : 'Version: 1.0\nRelease: 1\n';
    const files = `%install\nmkdir -p %{buildroot}/opt/judge\necho > %{buildroot}/opt/judge/${name}\n%files\n/opt/judge/${name}\n`;
    writeFileSync(
      root.at('/package.spec'),
      `Name: ${name}\n${version}Summary: none\nLicense: none\nBuildArch: noarch\n${own}\n%description\nnone\n${files}`,
    );
    outputOf('rpmbuild', [
      ...[
        '-bb',
        '--quiet',
        '--define',
        `_topdir ${root.at('/build')}`,
        '--define',
        `_rpmdir ${root.at('/repository')}`,
      ],
      root.at('/package.spec'),
    ]);
  }
  outputOf('createrepo_c', ['-q', root.at('/repository')]);
}

/** Signs one package of a root's repository by a key that is made for it; the key itself is at /key then. */
function sign(root: MachineRoot, name: string): void {
  const home = root.at('/home');
  mkdirSync(home, { mode: 0o700 });
  const gpg = ['--homedir', home, '--batch', '--quiet', '--passphrase', ''];
  outputOf('gpg', [...gpg, '--quick-generate-key', 'judge', 'rsa3072', 'sign']);
  root.write('/key', outputOf('gpg', [...gpg, '--armor', '--export']));
  const [file = ''] = outputOf('find', [root.at('/repository'), '-name', `${name}-[0-9]*.rpm`]).split('\n');
  const settings = [`_gpg_path ${home}`, '_gpg_name judge', '__gpg /usr/bin/gpg'].flatMap((one) => ['--define', one]);
  outputOf('rpmsign', [...settings, '--addsign', file]);
  outputOf('createrepo_c', ['-q', root.at('/repository')]);
  outputOf('gpgconf', ['--homedir', home, '--kill', 'all']);
}

const repositoryFiles: Readonly<Record<'dnf' | 'zypper', string>> = {
  dnf: '/etc/yum.repos.d/judge.repo',
  zypper: '/etc/zypp/repos.d/judge.repo',
};

/** Runs functions of the library that a document for this package manager has. */
function call(root: MachineRoot, manager: PackageManager, lines: string): { status: number | null; output: string } {
  const library = libraryWith({ installer: { manager, downloader: [] } });
  const setting = `set -euo pipefail\ncd /\nsleep() { /usr/bin/sleep 0.1; }\nuname() { echo ${kernel}; }`;
  return root.run(`exec 2>&1\n${library}\n${setting}\n${lines}\n`);
}

const installedIn = (root: MachineRoot): string[] =>
  root.run('rpm -qa --qf "%{NAME}\\n"').output.trim().split('\n').sort();

const built = installed('rpmbuild', '--version') && installed('createrepo_c', '--version');
const managers = (['dnf', 'zypper'] as const).map(
  (manager) => [manager, built && installed(manager, '--version')] as const,
);

describe.each(managers)('%s', (manager, program) => {
  judged(`${manager} and rpmbuild`, program, () => {
    let source: MachineRoot;
    let root: MachineRoot;
    beforeAll(() => {
      source = new MachineRoot();
      makeRepository(source);
    });
    afterAll(() => source.remove());
    beforeEach(() => {
      root = new MachineRoot();
      outputOf('cp', ['-r', source.at('/repository'), root.at('/repository')]);
      const check = manager === 'zypper' ? 'gpgcheck=0\nautorefresh=1' : 'gpgcheck=0';
      root.write(repositoryFiles[manager], `[judge]\nname=judge\nbaseurl=file:///repository\nenabled=1\n${check}\n`);
      root.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n');
    });
    afterEach(() => root.remove());
    const release = (id: string, version: string): void =>
      root.write('/etc/os-release', `NAME="${id}"\nID="${id}"\nVERSION_ID="${version}"\n`);

    const own = [...wanted].filter(([os]) => systems[os].packageManager === manager);
    it.each(own)('installs what a worker needs on %s, and no more', (os: SystemName, packages) => {
      const [, id = os, version = '1'] = /^(.*?)-([\d.]+)$/.exec(os) ?? [];
      release(id, version);
      const { status, output } = call(root, manager, `packages ${packages.map((name) => `'${name}'`).join(' ')}`);
      expect(output).not.toContain('no source of packages');
      expect(status).toBe(0);
      expect(installedIn(root)).toEqual(packages.map((name) => name.replace('-@kernel', '')).sort());
    });

    it('asks nobody for what is there, by its name or by what another package provides', () => {
      call(root, manager, 'packages iptables-nft');
      root.run('rm -r /repository');
      expect(call(root, manager, 'packages iptables-nft iptables')).toEqual({ status: 0, output: '' });
    });

    it('says which packages nobody has, and ends', () => {
      const { status, output } = call(root, manager, 'packages ipset no-such-package');
      expect(status).toBe(1);
      expect(output.trim().split('\n').at(-1)).toMatch(/^no source of packages gives .*no-such-package$/);
    });

    it('goes on when a source comes back', () => {
      const lines = 'mv /repository /away\nsleep() { [ ! -e /away ] || mv /away /repository; }\npackages ipset';
      const { status, output } = call(root, manager, lines);
      expect(output).not.toContain('no source of packages');
      expect(status).toBe(0);
      expect(installedIn(root)).toEqual(['ipset']);
    });

    it('takes a package that is signed by a known key, and no other', () => {
      sign(root, 'ipset');
      // A repository's own list stays unsigned here: packages are what is looked at.
      const checks = 'gpgcheck=1\nrepo_gpgcheck=0\npkg_gpgcheck=1\ngpgkey=file:///key';
      root.write(repositoryFiles[manager], `[judge]\nname=judge\nbaseurl=file:///repository\nenabled=1\n${checks}\n`);
      expect(call(root, manager, 'packages ipvsadm').status).toBe(1);
      if (manager === 'zypper') expect(call(root, manager, 'packages ipset').status).toBe(1);
      expect(call(root, manager, 'rpm --import /key\npackages ipset').status).toBe(0);
      expect(installedIn(root)).toEqual(['gpg-pubkey', 'ipset']);
    });

    it('waits for who has the lock', () => {
      const lock = { dnf: '/var/cache/dnf/metadata_lock.pid', zypper: '/run/zypp.pid' }[manager];
      // zypper looks whether it is one of its own that has it.
      const hold = `mkdir -p /var/cache/dnf\ncp /usr/bin/sleep /zypper\n/zypper 6 >/dev/null &\necho $! >${lock}`;
      const { status, output } = call(root, manager, `${hold}\npackages ipset\n[ -z "$(jobs -rp)" ]`);
      expect(output).not.toContain('no source of packages');
      expect(status, output).toBe(0);
      expect(installedIn(root)).toEqual(['ipset']);
    });
  });
});

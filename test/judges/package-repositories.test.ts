import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planPackageRepositories } from '../../src/plan/package-repositories.js';
import { clusterWith } from '../fixture-input.js';
import { MachineRoot } from '../machine-root.js';
import { cached, installed, judged, outputOf } from './judge.js';
import {
  call,
  installedIn,
  makeKey,
  makeRepository,
  type SigningKey,
  signPackage,
  signText,
} from './rpm-repository.js';

// The files that a document has for package sources of one's own, read by the real package managers: of a repository that is
// signed by the key in the spec, by another, and by none.

const address = 'https://packages.example.com';

/** Puts a source's files into a root, for its folder /repository, and gives the command that takes them. */
function giveSource(root: MachineRoot, os: 'debian-13' | 'rocky-9' | 'opensuse-leap-16', key: string, suite?: string) {
  const source = { name: 'own', url: address, key, ...(suite === undefined ? {} : { suite }) };
  const cluster = clusterWith('1.36.4', { target: { os }, host: { packageRepositories: [source] } });
  const [part] = planPackageRepositories(cluster);
  const scheme = os === 'debian-13' ? 'copy' : 'file';
  for (const { path, content, mode } of part?.files ?? [])
    root.write(path, content.replace(address, `${scheme}:///repository`), mode);
  return part?.steps?.[0]?.command.join(' ') ?? '';
}

let root: MachineRoot;
afterEach(() => root.remove());

const built = installed('rpmbuild', '--version') && installed('createrepo_c', '--version');
const dnf5 = cached(/^dnf5-/, 'tree/usr/bin/dnf5');

describe.each([
  {
    name: 'dnf 4',
    manager: 'dnf',
    os: 'rocky-9',
    program: built && installed('dnf', '--version'),
    programs: undefined,
  },
  { name: 'dnf 5', manager: 'dnf', os: 'rocky-9', program: built && dnf5, programs: dnf5 && join(dnf5, '../..') },
  {
    name: 'zypper',
    manager: 'zypper',
    os: 'opensuse-leap-16',
    program: built && installed('zypper', '--version'),
    programs: undefined,
  },
] as const)('$name', ({ name, manager, os, program, programs }) => {
  judged(`${name} and rpmbuild`, program, () => {
    let source: MachineRoot;
    let key: SigningKey;
    beforeAll(() => {
      source = new MachineRoot();
      makeRepository(source, ['ours', 'unsigned', 'foreign'], {});
      key = makeKey(source, 'our-key');
      signPackage(source, 'ours', key);
      signPackage(source, 'foreign', makeKey(source, 'foreign-key'));
    });
    afterAll(() => source.remove());
    beforeEach(() => {
      root = new MachineRoot(programs);
      root.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n');
      root.write('/etc/os-release', 'ID="judge"\nVERSION_ID="1"\n');
      outputOf('cp', ['-r', source.at('/repository'), root.at('/repository')]);
    });

    it('installs what the key of the spec has signed, and asks nobody', () => {
      const take = giveSource(root, os, key.text);
      const { status, output } = call(root, manager, `${take}\npackages ours`);
      expect(status, output).toBe(0);
      expect(installedIn(root)).toEqual(['gpg-pubkey', 'ours']);
    });

    it.each(['unsigned', 'foreign'])('refuses what is %s', (packageName) => {
      const take = giveSource(root, os, key.text);
      const { status, output } = call(root, manager, `${take}\npackages ours\npackages ${packageName}`);
      expect(status).toBe(1);
      expect(output).toContain(`no source of packages gives ${packageName}`);
      expect(installedIn(root)).toEqual(['gpg-pubkey', 'ours']);
    });
  });
});

const apt =
  installed('apt-get', '--version') && installed('apt-ftparchive', '--version') && installed('dpkg-deb', '--version');

describe('apt', () => {
  judged('apt', apt, () => {
    let key: SigningKey;
    beforeEach(() => {
      root = new MachineRoot();
      root.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n_apt:x:42:65534::/nonexistent:/bin/false\n');
      root.write('/etc/group', 'root:x:0:\nnogroup:x:65534:\n');
      for (const folder of [
        'lib/dpkg/info',
        'lib/dpkg/updates',
        'lib/apt/lists/partial',
        'cache/apt/archives/partial',
        'log/apt',
      ])
        mkdirSync(root.at(`/var/${folder}`), { recursive: true });
      root.write('/var/lib/dpkg/status', '');
      root.write('/var/lib/dpkg/available', '');
      // apt reads sources as a user of its own.
      chmodSync(root.folder, 0o755);
      chmodSync(root.at('/tmp'), 0o1777);
      // It takes the armor off keys by awk, which Debian has by a link in /etc.
      mkdirSync(root.at('/etc/alternatives'), { recursive: true });
      symlinkSync('/usr/bin/mawk', root.at('/etc/alternatives/awk'));
      for (const folder of ['apt.conf.d', 'preferences.d'])
        mkdirSync(root.at(`/etc/apt/${folder}`), { recursive: true });
      root.write('/pack/opt/judge', 'ours\n');
      root.write(
        '/pack/DEBIAN/control',
        'Package: ours\nVersion: 1.0\nArchitecture: all\nMaintainer: none\nDescription: none\n',
      );
      mkdirSync(root.at('/repository'));
      outputOf('dpkg-deb', ['-b', root.at('/pack'), root.at('/repository/ours.deb')]);
      key = makeKey(root, 'our-key');
    });

    /** Writes the index of all packages, and its Release, into a folder of the repository. */
    function index(release: string, packages: string): void {
      mkdirSync(root.at(`/repository/${packages}`), { recursive: true });
      const write = (folder: string, ...lines: string[]) =>
        outputOf('bash', ['-c', `cd "$1" && ${lines.join(' && ')}`, 'bash', root.at(folder)]);
      write(
        '/repository',
        `apt-ftparchive packages . >/tmp/judge-packages`,
        `mv /tmp/judge-packages ./${packages}/Packages`,
      );
      const fields = ['Suite=stable', 'Components=main', 'Architectures=amd64'];
      const options = fields.map((field) => `-o APT::FTPArchive::Release::${field}`).join(' ');
      write(`/repository/${release}`, `apt-ftparchive ${options} release . >Release.new`, 'mv Release.new Release');
    }
    const install = (take: string) =>
      call(
        root,
        'apt',
        `${take}\npackages -o APT::Architecture=amd64 -o DPkg::Path=/usr/sbin:/usr/bin:/sbin:/bin ours`,
      );
    const present = () => root.run('dpkg-query -s ours').output;

    it.each([
      ['a suite', 'stable', 'dists/stable', 'dists/stable/main/binary-amd64'],
      ['a flat source', './', '.', '.'],
    ])('installs from %s that the key of the spec has signed', (_, suite, release, packages) => {
      index(release, packages);
      signText(root.at(`/repository/${release}/Release`), root.at(`/repository/${release}/InRelease`), key);
      const { status, output } = install(giveSource(root, 'debian-13', key.text, suite));
      expect(status, output).toBe(0);
      expect(present()).toContain('Status: install ok installed');
    });

    it.each(['another key', 'nobody'])('refuses a source that %s has signed', (who) => {
      index('.', '.');
      const other = makeKey(root, 'other-key');
      if (who === 'another key') signText(root.at('/repository/Release'), root.at('/repository/InRelease'), other);
      const { status, output } = install(giveSource(root, 'debian-13', key.text, './'));
      expect(status).toBe(1);
      expect(output).toMatch(/NO_PUBKEY|is not signed/);
      expect(present()).not.toContain('install ok installed');
    });
  });
});

import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systems } from '../../src/eras/systems.js';
import { type SystemName, systemNames } from '../../src/generated/names.js';
import { clusterWith } from '../fixture-input.js';
import { MachineRoot } from '../machine-root.js';
import { cached, installed, judged, outputOf } from './judge.js';
import { call, installedIn, makeKey, makeRepository, type SpecLines, signPackage } from './rpm-repository.js';

// Real package managers, on real packages without content, with the names that the systems' packages have: each in a root
// of its own, whose /etc and /var are that system's, and whose programs are this machine's.

/** What of a package is not usual. */
const said: SpecLines = {
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

const built = installed('rpmbuild', '--version') && installed('createrepo_c', '--version');
/** dnf 5 is of another machine, whose programs a root has then: those of this one are older. */
const dnf5 = cached(/^dnf5-/, 'tree/usr/bin/dnf5');

interface Judge {
  readonly name: string;
  readonly manager: 'dnf' | 'zypper';
  readonly program: string | undefined;
  readonly programs?: string | undefined;
  readonly repository: string;
  readonly lock?: string;
}

const yum = '/etc/yum.repos.d/judge.repo';
const judges: readonly Judge[] = [
  {
    name: 'dnf 4',
    manager: 'dnf',
    program: built && installed('dnf', '--version'),
    repository: yum,
    lock: '/var/cache/dnf/metadata_lock.pid',
  },
  {
    name: 'dnf 5',
    manager: 'dnf',
    program: built && dnf5,
    programs: dnf5 && join(dnf5, '../..'),
    repository: yum,
  },
  {
    name: 'zypper',
    manager: 'zypper',
    program: built && installed('zypper', '--version'),
    repository: '/etc/zypp/repos.d/judge.repo',
    lock: '/run/zypp.pid',
  },
];

describe.each(judges)('$name', ({ name, manager, program, programs, repository, lock }) => {
  judged(`${name} and rpmbuild`, program, () => {
    let source: MachineRoot;
    let root: MachineRoot;
    beforeAll(() => {
      source = new MachineRoot();
      makeRepository(source, names, said);
    });
    afterAll(() => source.remove());
    beforeEach(() => {
      root = new MachineRoot(programs);
      outputOf('cp', ['-r', source.at('/repository'), root.at('/repository')]);
      const check = manager === 'zypper' ? 'gpgcheck=0\nautorefresh=1' : 'gpgcheck=0';
      root.write(repository, `[judge]\nname=judge\nbaseurl=file:///repository\nenabled=1\n${check}\n`);
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
      const key = makeKey(root, 'home');
      root.write('/key', key.text);
      signPackage(root, 'ipset', key);
      // A repository's own list stays unsigned here: packages are what is looked at.
      const checks = 'gpgcheck=1\nrepo_gpgcheck=0\npkg_gpgcheck=1\ngpgkey=file:///key';
      root.write(repository, `[judge]\nname=judge\nbaseurl=file:///repository\nenabled=1\n${checks}\n`);
      expect(call(root, manager, 'packages ipvsadm').status).toBe(1);
      if (manager === 'zypper') expect(call(root, manager, 'packages ipset').status).toBe(1);
      expect(call(root, manager, 'rpm --import /key\npackages ipset').status).toBe(0);
      expect(installedIn(root)).toEqual(['gpg-pubkey', 'ipset']);
    });

    // dnf 5 locks a file with fcntl, and waits for the kernel.
    it.runIf(lock)('waits for who has the lock', () => {
      // zypper looks whether it is one of its own that has it.
      const hold = `mkdir -p /var/cache/dnf\ncp /usr/bin/sleep /zypper\n/zypper 6 >/dev/null &\necho $! >${lock}`;
      const { status, output } = call(root, manager, `${hold}\npackages ipset\n[ -z "$(jobs -rp)" ]`);
      expect(output).not.toContain('no source of packages');
      expect(status, output).toBe(0);
      expect(installedIn(root)).toEqual(['ipset']);
    });
  });
});

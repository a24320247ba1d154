import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../harness/command.js';
import type { Laboratory } from '../machine/laboratory.js';
import { addPackages } from '../supplies/changed-disk.js';
import type { Suite } from '../supplies/guest.js';
import { makeRpmRepository } from '../supplies/rpm-packages.js';
import { type ClusterRow, holds } from './row.js';

/** What the document for this system asks dnf for. */
const packages = ['iptables-nft', 'nftables', 'container-selinux'];

/** Debian's policy knows programs in /usr/bin alone: this is what container-selinux adds, in a line. */
const equivalence = '/etc/selinux/default/contexts/files/file_contexts.subs';

export const enterpriseRow: ClusterRow = {
  name: 'selinux',
  what: 'the document for Rocky 9 on a Debian 13 with its own SELinux policy, enforcing, and dnf: the policy for containers comes by a package, nothing of ours is denied, and NetworkManager leaves the pods’ interfaces alone',
  guest: 'trixie',
  image: ({ root, suite }) => becomesEnterprise(root, suite),
  kernelWords: ['security=selinux', 'selinux=1', 'audit=1', 'enforcing=0'],
  spec: { target: { os: 'rocky-9' }, kubelet: { config: { resolvConf: '/run/systemd/resolve/resolv.conf' } } },
  isMeant: holds([/dnf -qy/, /enable_selinux = true/, /restorecon/, /unmanaged-devices=/]),
  course: {
    whenReady: { what: 'SELinux enforces, and programs have their labels', take: isLabelled },
    atEnd: { what: 'the audit log has no denial of ours', take: nothingIsDenied },
    expects: { byRpm: true },
  },
};

async function becomesEnterprise(root: string, suite: Suite): Promise<void> {
  await addPackages(root, suite, [
    ...['selinux-policy-default', 'policycoreutils', 'selinux-utils', 'auditd', 'dnf', 'network-manager'],
    'nftables', // The package of this name has nothing in it here.
  ]);
  const work = join(root, 'root/rpms');
  await makeRpmRepository(join(root, 'srv/rpms'), work, {
    ...Object.fromEntries(packages.map((name) => [name, {}])),
    'container-selinux': { [equivalence]: '/usr/local/bin /usr/bin\n' },
  });
  await rm(work, { recursive: true });
  await mkdir(join(root, 'etc/yum.repos.d'), { recursive: true });
  const repository = '[test]\nname=test\nbaseurl=file:///srv/rpms\nenabled=1\ngpgcheck=0\n';
  await writeFile(join(root, 'etc/yum.repos.d/test.repo'), repository);
  // systemd-networkd has the machine's own interface.
  await writeFile(join(root, 'etc/NetworkManager/conf.d/10-test.conf'), '[main]\nno-auto-default=*\n');
  await writeFile(join(root, 'etc/selinux/config'), 'SELINUX=enforcing\nSELINUXTYPE=default\n');
  const contexts = '/etc/selinux/default/contexts/files/file_contexts';
  await runCommand(['chroot', root, 'setfiles', '-m', '-F', contexts, '/']);
}

async function isLabelled({ shell }: Laboratory): Promise<string> {
  const enforces = await shell.run('getenforce');
  const programs = await shell.run('stat -c "%C %n" /usr/local/bin/* /opt/cni/bin/bridge /opt/bootwright/install.sh');
  const running = await shell.run('ps -eo label,comm | grep -E "containerd|kubelet|kube-proxy"');
  const networks = await shell.run('nmcli -t -f DEVICE,STATE device');
  return [enforces, programs, running, networks].join('\n').trim();
}

/** A denial of the audit log: who was refused what, of what. */
const denial =
  /denied +\{ (?<what>.*?) \}.*? comm="?(?<program>[^" ]+).*? scontext=\S+?:\S+?:(?<who>\w+):\S* tcontext=\S+?:\S+?:(?<of>\w+):\S* tclass=(?<kind>\w+)/;

async function nothingIsDenied({ shell }: Laboratory): Promise<string> {
  const { stdout } = await shell.attempt('ausearch --raw --input-logs -m avc,user_avc,selinux_err');
  const counts = new Map<string, number>();
  for (const line of stdout.split('\n').filter((line) => line.trim() !== '')) {
    const { program, who, of, kind, what } = denial.exec(line)?.groups ?? {};
    const said = program === undefined ? line : `${program}: ${who} ${of}:${kind} { ${what} }`;
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts]
    .map(([said, count]) => `${count} ${said}`)
    .sort()
    .join('\n');
}

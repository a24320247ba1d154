import { readdir, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readyPods } from '../control-plane/pods.js';
import { serviceAnswers } from '../control-plane/reached.js';
import { runCommand } from '../harness/command.js';
import type { Laboratory } from '../machine/laboratory.js';
import { addPackages } from '../supplies/changed-disk.js';
import { addFirewalld } from '../supplies/firewalld.js';
import type { Suite } from '../supplies/guest.js';
import { type ClusterRow, holds } from './row.js';
import { rpmRows } from './rpm-systems.js';
import { selinuxRow } from './selinux.js';

/** What other systems' images have and Debian's don't, in a Debian. */
export const systemRows: readonly ClusterRow[] = [
  ...rpmRows,
  selinuxRow,
  {
    name: 'uutils-and-zram',
    what: "uutils and sudo-rs in place of GNU's coreutils and sudo, and swap on compressed memory by systemd's zram generator",
    guest: 'trixie',
    image: ({ root, suite }) => replaceTools(root, suite),
    spec: {
      host: {
        loginUsers: [{ name: 'operator', sshKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops@example.com'] }],
      },
    },
    isMeant: holds([/\/etc\/sudoers\.d\/bootwright/, /swap_off/]),
    course: {
      whenReady: { what: 'these were the programs, and this was the swap', take: replacedTools },
      atEnd: { what: 'no swap on compressed memory is there, and the user is root by sudo-rs', take: staysReplaced },
    },
  },
  {
    name: 'firewalld',
    what: 'firewalld runs, and loads its rules anew beneath pods, with and without FlushAllOnReload',
    guest: 'trixie',
    image: ({ root, suite }) => addFirewalld(root, suite),
    spec: { host: { firewall: 'open' }, proxy: { mode: 'iptables' } },
    isMeant: holds([/firewall-cmd --quiet/, /mode: iptables/]),
    course: {
      afterwards: (lab, report) =>
        report.check('Services answer across reloads of firewalld', () => acrossReloads(lab)),
    },
  },
];

const uutils = 'usr/lib/cargo/bin/coreutils';

/** Where Debian has them beside each other, as its README.Debian says. */
async function replaceTools(root: string, suite: Suite): Promise<void> {
  await addPackages(root, suite, ['rust-coreutils', 'sudo', 'sudo-rs', 'systemd-zram-generator']);
  const gnu = (await runCommand(['chroot', root, 'dpkg-query', '-L', 'coreutils'])).split('\n');
  for (const name of await readdir(join(root, uutils))) {
    // Other packages have some of these programs: they stay.
    if (!gnu.some((path) => /^(\/usr)?\/bin$/.test(dirname(path)) && basename(path) === name)) continue;
    const program = join(root, 'usr/bin', name);
    await rm(program);
    await symlink(`/${uutils}/${name}`, program);
  }
  await rm(join(root, 'usr/bin/sudo'));
  await symlink('sudo-rs', join(root, 'usr/bin/sudo'));
}

async function replacedTools({ shell }: Laboratory): Promise<string> {
  const said = await shell.run('date --version | head -n 1; stat --version | head -n 1; sudo --version 2>&1');
  const wanted = [/^date 0\.\d+\.\d+$/m, /^stat 0\.\d+\.\d+$/m, /^sudo-rs /m];
  for (const one of wanted) if (!one.test(said)) throw new Error(`not ${one}: ${said}`);
  const swap = await shell.run("journalctl -k -b -o cat --grep='swap on /dev/zram0'");
  return `${said.trim().replaceAll('\n', ', ')}; ${swap.trim()}`;
}

/** That the machine works with them, and starts no swap again, is asked of every row. */
async function staysReplaced({ shell }: Laboratory): Promise<string> {
  const zram = await shell.attempt('systemctl is-active dev-zram0.swap systemd-zram-setup@zram0.service');
  if (/^active$/m.test(zram.stdout)) throw new Error(`there is swap on compressed memory: ${zram.stdout}`);
  return (await shell.run('runuser -u operator -- sudo -n id')).trim();
}

const reload = 'firewall-cmd --reload && firewall-cmd --state';

/** Whatever becomes of the rules that are not firewalld's own, for a moment: Services must answer, and pods stay as they are. */
async function acrossReloads(lab: Laboratory): Promise<string> {
  const { shell } = lab;
  const said: string[] = [];
  for (const flush of ['yes', 'no']) {
    await shell.run(`sed -i 's/^FlushAllOnReload=.*/FlushAllOnReload=${flush}/' /etc/firewalld/firewalld.conf`);
    const before = await kubernetesRules(lab);
    await shell.run(reload, 120_000);
    const after = await kubernetesRules(lab);
    await serviceAnswers(lab);
    said.push(`FlushAllOnReload=${flush}: ${before} rules of kube-proxy's, then ${after}`);
  }
  await readyPods(lab);
  return said.join('; ');
}

async function kubernetesRules({ shell }: Laboratory): Promise<number> {
  return Number(await shell.run("iptables-save | grep -c '^-A KUBE-' || true"));
}

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type CommandResult, runCommand, tryCommand } from '../harness/command.js';
import { compiled } from '../harness/places.js';
import { hearsWord, startProcess } from '../harness/process.js';
import type { Teardown } from '../harness/teardown.js';
import { eventually } from '../harness/wait.js';
import type { MirrorSettings } from '../network/mirror-process.js';
import { gateway, type Port } from '../network/network.js';
import type { Guest } from '../supplies/guest.js';

/** A machine that is a container of its own: systemd is its first process, the kernel is this machine's. */
export interface Container {
  readonly attempt: (command: string, limitMs?: number) => Promise<CommandResult>;
  readonly run: (command: string, limitMs?: number) => Promise<string>;
  /** Puts a text into a file of the container's, closed to others. */
  readonly write: (path: string, text: string) => Promise<void>;
}

const controllers = ['memory', 'cpu', 'cpuacct', 'cpuset', 'blkio', 'devices', 'freezer', 'pids'];
/** What waits for a cloud or a network of its own: neither is here. */
const masked = [
  ...['cloud-init', 'cloud-init-local', 'cloud-config', 'cloud-final'].map((name) => `${name}.service`),
  ...['systemd-networkd.service', 'systemd-networkd.socket', 'systemd-networkd-wait-online.service'],
];
/** Modules that this machine's kernel has in it, as kmod would find them had it a folder for them. */
const builtIn = [
  ...['fs/overlayfs/overlay', 'net/bridge/br_netfilter', 'net/netfilter/nf_conntrack', 'drivers/net/vxlan/vxlan'],
  ...['net/netfilter/nf_tables', 'drivers/net/veth', 'net/8021q/8021q', 'drivers/block/loop'],
];

/** Mounts the guest's disk for containers to lie on; it is only read. */
export async function mountGuest(guest: Guest, folder: string, teardown: Teardown): Promise<string> {
  const lower = join(folder, 'guest');
  await mkdir(lower, { recursive: true });
  await runCommand(['mount', '-o', 'loop,ro,noload', guest.disk, lower]);
  teardown.defer('the disk', () => runCommand(['umount', lower]));
  return lower;
}

/** Starts a container on a mounted guest, with these files to download. */
export async function startContainer(
  lower: string,
  port: Port,
  served: MirrorSettings['served'],
  folder: string,
  teardown: Teardown,
  signal: AbortSignal,
): Promise<Container> {
  const root = await layOver(lower, folder, teardown);
  await prepare(root, folder);
  const group = `bootwright-changes-${process.pid}-${basename(folder)}`;
  const machine = startProcess('container', ['bash', '-c', starting(root, folder, group, port.name)], logOf(folder));
  teardown.defer('cgroups', () =>
    tryCommand([
      'bash',
      '-c',
      `for c in ${controllers.join(' ')}; do find /sys/fs/cgroup/$c/${group} -depth -type d -exec rmdir {} +; done`,
    ]),
  );
  teardown.defer('the container', () => machine.stop(20_000));
  const first = await eventually('the container starts', 60_000, signal, async () => {
    const found = await tryCommand(['pgrep', '-P', String(machine.child.pid)]);
    return found.stdout.trim().split('\n')[0] || undefined;
  });
  const inside = (...argv: string[]) => ['nsenter', '-t', first, '-a', '--', ...argv] as [string, ...string[]];
  const attempt: Container['attempt'] = (command, limitMs = 60_000) =>
    tryCommand(inside('bash', '-c', command), { signal, timeoutMs: limitMs });
  const run: Container['run'] = (command, limitMs = 60_000) =>
    runCommand(inside('bash', '-c', command), { signal, timeoutMs: limitMs });
  const write: Container['write'] = async (path, text) => {
    await runCommand(inside('bash', '-c', `umask 077; cat >'${path}'`), { signal, timeoutMs: 60_000, input: text });
  };
  await eventually('systemd is up', 120_000, signal, async () => {
    const { stdout } = await attempt('systemctl is-system-running', 20_000);
    return /running|degraded/.test(stdout) ? true : undefined;
  });
  await run(network(port));
  await serve(first, served, folder, teardown);
  return { attempt, run, write };
}

const logOf = (folder: string): string => join(folder, 'container.log');

async function layOver(lower: string, folder: string, teardown: Teardown): Promise<string> {
  const at = (name: string): string => join(folder, name);
  for (const name of ['upper', 'work', 'root', 'containerd']) await mkdir(at(name), { recursive: true });
  const options = `lowerdir=${lower},upperdir=${at('upper')},workdir=${at('work')}`;
  await runCommand(['mount', '-t', 'overlay', 'overlay', '-o', options, at('root')]);
  teardown.defer('its files', async () => {
    await runCommand(['umount', at('root')]);
    for (const name of ['upper', 'work', 'containerd']) await rm(at(name), { recursive: true, force: true });
  });
  return at('root');
}

/** What of the image is meant for a machine with firmware, disks and a cloud. */
async function prepare(root: string, folder: string): Promise<void> {
  const release = (await runCommand(['uname', '-r'])).trim();
  const modules = join(root, 'lib/modules', release);
  const script = [
    `sed -i /swap/d '${root}/etc/fstab'`,
    ...masked.map((unit) => `ln -sfT /dev/null '${root}/etc/systemd/system/${unit}'`),
    `mkdir -p '${modules}'`,
    `: >'${modules}/modules.order'`,
  ];
  await mkdir(modules, { recursive: true });
  await writeFile(join(modules, 'modules.builtin'), builtIn.map((name) => `kernel/${name}.ko\n`).join(''));
  await runCommand(['bash', '-ec', script.join('\n')]);
  await mkdir(join(folder, 'containerd'), { recursive: true });
}

/** Its groups are its own, below this machine's; containerd's layers lie on a disk, not on an overlay. */
function starting(root: string, folder: string, group: string, name: string): string {
  return `set -e
    for c in ${controllers.join(' ')}; do mkdir -p /sys/fs/cgroup/$c/${group}; done
    for f in cpus mems; do cat /sys/fs/cgroup/cpuset/cpuset.$f >/sys/fs/cgroup/cpuset/${group}/cpuset.$f; done
    for c in ${controllers.join(' ')}; do echo $$ >/sys/fs/cgroup/$c/${group}/cgroup.procs; done
    export SYSTEMD_NSPAWN_API_VFS_WRITABLE=1
    exec systemd-nspawn -q -D '${root}' --boot --register=no --keep-unit --private-network --machine=${name} \\
      --capability=all --system-call-filter='@keyring bpf @swap @module @mount' \\
      --bind='${join(folder, 'containerd')}:/var/lib/containerd' --bind=/dev/kmsg`;
}

/** The node's address and the mirror's, both its own; and groups that a kubelet can write. */
const network = ({ address }: Port): string =>
  [
    '(depmod -a 2>/dev/null || :)',
    'ip link add eth0 type bridge',
    ...[address, gateway].map((each) => `ip address add ${each}/24 dev eth0`),
    'ip link set eth0 up',
    `ip route add default via ${gateway}`,
    ...controllers.map((name) => `mount -o remount,bind,rw /sys/fs/cgroup/${name}`),
  ].join(' && ');

async function serve(
  first: string,
  served: MirrorSettings['served'],
  folder: string,
  teardown: Teardown,
): Promise<void> {
  const settings: MirrorSettings = { addresses: [gateway], port: 8080, served };
  const program = [process.execPath, join(compiled, 'network', 'mirror-process.js'), JSON.stringify(settings)];
  const argv = ['nsenter', '-t', first, '-n', 'setpriv', '--pdeathsig', 'KILL', ...program] as [string, ...string[]];
  const mirror = startProcess('mirror', argv, join(folder, 'mirror.log'), { ipc: true });
  teardown.defer('the mirror', () => mirror.stop());
  await hearsWord(mirror, 'listening');
}

/** The last words of the container's console. */
export const consoleOf = async (folder: string): Promise<string> =>
  (await readFile(logOf(folder), 'utf8')).split('\n').slice(-20).join('\n');

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { bootUntil, type Cut } from '../boot/power-cuts.js';
import { runCommand } from '../harness/command.js';
import type { Report } from '../harness/report.js';
import type { DataDisk } from '../machine/hardware.js';
import type { Laboratory } from '../machine/laboratory.js';
import { addPackages } from '../supplies/changed-disk.js';
import { type ClusterRow, holds } from './row.js';

const gibibyte = 2 ** 30;

/** By their serial numbers, in the order in which the machine finds them: those that hold something come first. */
const sizes = {
  filled: gibibyte / 8,
  swapped: gibibyte / 8,
  'striped-0': 4 * gibibyte,
  'striped-1': 4 * gibibyte,
  // Large enough that making its file system takes a while.
  single: 32 * gibibyte,
};

const foreign = ['filled', 'swapped'] as const;
const mounts = {
  '/var/lib/containerd': { filesystem: 'xfs', on: /^\/dev\/md/ },
  '/var/lib/kubelet': { filesystem: 'ext4', on: /^\/dev\/nvme/ },
};
const state = '/var/lib/bootwright';

function diskOf(folder: string, serial: keyof typeof sizes): DataDisk {
  return { file: join(folder, `${serial}.img`), serial };
}

function disksOf(folder: string): readonly DataDisk[] {
  return Object.keys(sizes).map((serial) => diskOf(folder, serial as keyof typeof sizes));
}

const folderOf = ({ document }: Laboratory): string => dirname(document.pki);

/** Empty disks become the runtime's and the kubelet's, over power cuts; those that hold something stay as they are. */
export const dataDisks: ClusterRow = {
  name: 'data-disks',
  what: 'five disks: RAID 0 of two with xfs for the runtime, one with ext4 for the kubelet, over power cuts within both mkfs; two that hold something are not touched',
  guest: 'trixie',
  packages: ['mdadm'],
  // As images of providers have it: what it takes besides is no matter of disks.
  image: ({ root, suite }) => addPackages(root, suite, ['xfsprogs']),
  hardware: (folder) => ({ disks: disksOf(folder) }),
  spec: {
    host: {
      disks: [
        { mount: '/var/lib/containerd', raid: '0', disks: 2, filesystem: 'xfs' },
        { mount: '/var/lib/kubelet', devices: ['/dev/disk/by-id/nvme-QEMU_NVMe_Ctrl_single'] },
      ],
    },
    paths: { kubelet: '/etc/kubernetes/kubelet' },
  },
  isMeant: holds([/make_disk bw-data-0 xfs 0 2/, /make_disk bw-data-1 ext4 none/, /var-lib-kubelet\.mount/]),
  course: {
    before: [{ what: 'two disks hold something, three nothing', take: fillDisks }],
    boot: { what: 'the power is cut in both mkfs', take: cutInBoth },
    whenReady: { what: 'both file systems are where they belong', take: areMounted },
    afterwards: seeDisks,
    expects: { wasCut: true },
  },
};

async function fillDisks(lab: Laboratory): Promise<undefined> {
  const folder = folderOf(lab);
  for (const { file, serial } of disksOf(folder)) {
    await writeFile(file, '');
    await truncate(file, sizes[serial as keyof typeof sizes]);
  }
  const precious = join(folder, 'precious');
  await runCommand(['sh', '-c', `mkdir -p "$1" && echo precious >"$1/file"`, 'sh', precious]);
  await runCommand(['mkfs.ext4', '-q', '-d', precious, diskOf(folder, 'filled').file]);
  await runCommand(['mkswap', diskOf(folder, 'swapped').file]);
  digests.set(lab.document, await digestsOf(lab));
}

/** What the disks that hold something held, by the document that their machine boots. */
const digests = new WeakMap<object, string>();

async function digestsOf(lab: Laboratory): Promise<string> {
  const each = foreign.map(async (serial) => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(diskOf(folderOf(lab), serial).file), hash);
    return `${serial} ${hash.digest('hex').slice(0, 12)}`;
  });
  return (await Promise.all(each)).join(', ');
}

/** In the order in which the install comes to them: the disk that the spec names first. */
const cuts: readonly Cut[] = [
  { when: 'within mkfs.ext4', at: { running: 'mkfs.ext4' }, ms: 150, before: `${state}/done/disk-1`, disk: 'keeps' },
  { when: 'within mkfs.xfs', at: { running: 'mkfs.xfs' }, ms: 20, before: `${state}/done/disk-0`, disk: 'keeps' },
];

async function cutInBoth({ machine, signal }: Laboratory): Promise<undefined> {
  const note = (text: string): void => console.log(`        ${text}`);
  for (const cut of cuts) await bootUntil({ machine, signal, note }, cut);
  machine.powerOn();
}

/** The source and type of each mount, and who uses it. */
async function areMounted({ shell }: Laboratory): Promise<string> {
  const said: string[] = [];
  for (const [where, { filesystem, on }] of Object.entries(mounts)) {
    const [source = '', type] = (await shell.run(`findmnt -no SOURCE,FSTYPE ${where}`)).trim().split(/\s+/);
    if (type !== filesystem || !on.test(source)) throw new Error(`${where} is ${source}, ${type}`);
    said.push(`${where} on ${source}, ${type}`);
  }
  // A file of each that is beneath the mount was written before it was there.
  const beneath = 'mkdir -p /run/beneath && mount --bind / /run/beneath';
  const paths = Object.keys(mounts).map((where) => `/run/beneath${where}`);
  const hidden = await shell.run(`${beneath} && find ${paths.join(' ')} -mindepth 1; umount /run/beneath`);
  if (hidden.trim() !== '') throw new Error(`beneath the mounts lies ${hidden}`);
  return said.join('; ');
}

async function seeDisks(lab: Laboratory, report: Report): Promise<void> {
  await report.check('the disks that hold something are as they were', async () => {
    const [before, now] = [digests.get(lab.document), await digestsOf(lab)];
    if (before !== now) throw new Error(`they were ${before}, and are ${now}`);
    return now;
  });
  await report.check('a second run of the install makes no disk anew', () => runsAgain(lab));
}

/** The marks go, as on a machine whose document has changed; the disks and what is on them stay. */
async function runsAgain(lab: Laboratory): Promise<string> {
  const { shell } = lab;
  await shell.run('touch /var/lib/containerd/of-before /var/lib/kubelet/of-before');
  await shell.run(`rm ${state}/ready ${state}/done/disk-*; systemctl restart bootwright`, 300_000);
  await shell.run('ls /var/lib/containerd/of-before /var/lib/kubelet/of-before');
  return areMounted(lab);
}

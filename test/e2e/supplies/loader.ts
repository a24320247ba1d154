import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../harness/command.js';
import { addPackages } from './changed-disk.js';
import type { Suite } from './guest.js';

const modules = [
  'biosdisk',
  'ext2',
  'search',
  'search_fs_file',
  'configfile',
  'normal',
  'linux',
  'test',
  'echo',
  'sleep',
];

/** Where the kernel's messages go, and what becomes of a panic: as of the machines that are started without a loader. */
const kernelWords = 'console=ttyS0 panic=-1 mitigations=off tsc=reliable';

/**
 * Gives an image, which is mounted at `root`, GRUB as images of providers have it, and writes a disk with its first stage
 * to `loader`: GRUB itself then reads kernel and command line from the image's own /boot/grub/grub.cfg.
 */
export async function addLoader(root: string, suite: Suite, loader: string): Promise<void> {
  await addPackages(root, suite, ['grub2-common', 'grub-pc-bin']);
  const grub = join(root, 'boot', 'grub');
  await mkdir(grub, { recursive: true });
  await cp(join(root, 'usr/lib/grub/i386-pc'), join(grub, 'i386-pc'), { recursive: true });
  await writeFile(join(root, 'etc/default/grub'), defaults);
  const boot = await readdir(join(root, 'boot'));
  const file = (prefix: string): string => `/boot/${boot.find((name) => name.startsWith(prefix))}`;
  await writeFile(join(grub, 'grub.cfg'), firstConfig(file('vmlinuz-'), file('initrd.img-')));
  await writeLoader(root, loader);
}

const defaults = `GRUB_DEFAULT=0
GRUB_TIMEOUT=0
GRUB_DISTRIBUTOR=Debian
GRUB_CMDLINE_LINUX="${kernelWords}"
GRUB_TERMINAL=serial
GRUB_SERIAL_COMMAND="serial --unit=0 --speed=115200"
GRUB_DISABLE_OS_PROBER=true
`;

/** Until the machine itself writes another one. */
function firstConfig(kernel: string, initrd: string): string {
  return `linux ${kernel} root=/dev/vda rw ${kernelWords}\ninitrd ${initrd}\nboot\n`;
}

/** GRUB's first stage and core on a disk of their own: the image's disk is one file system, without room for them. */
async function writeLoader(root: string, loader: string): Promise<void> {
  const find =
    'search --file --set=root /boot/grub/grub.cfg\nset prefix=($root)/boot/grub\nconfigfile $prefix/grub.cfg\n';
  await writeFile(join(root, 'early.cfg'), find);
  await runCommand([
    ...(['chroot', root, 'grub-mkimage', '-O', 'i386-pc', '-c', '/early.cfg', '-p', '/boot/grub'] as const),
    ...['-o', '/core.img', ...modules],
  ]);
  const first = await readFile(join(root, 'usr/lib/grub/i386-pc/boot.img'));
  const core = await readFile(join(root, 'core.img'));
  const sectors = Buffer.alloc(2 ** 20);
  first.copy(sectors);
  core.copy(sectors, 512);
  await writeFile(loader, sectors);
  for (const name of ['early.cfg', 'core.img']) await rm(join(root, name));
}

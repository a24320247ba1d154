import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from '../harness/cache.js';
import { runCommand } from '../harness/command.js';
import { sources } from '../harness/places.js';
import type { Hardware } from '../machine/hardware.js';
import { gateway } from '../network/network.js';

export const suites = ['bullseye', 'bookworm', 'trixie', 'forky'] as const;
export type Suite = (typeof suites)[number];

/** What a spec calls each suite. Debian has no name for its next release that a spec could carry. */
export const targets: Readonly<Record<Suite, string>> = {
  bullseye: 'debian-11',
  bookworm: 'debian-12',
  trixie: 'debian-13',
  forky: 'debian-13',
};

/** An operating system image: a disk to lay overlays on, and what boots it. */
export interface Guest {
  readonly suite: Suite;
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
  /** The folder of .deb files that the mirror serves as the image's only apt source. */
  readonly repository: string;
  readonly loginKey: string;
  /** Its ssh host key; undefined where each machine makes its own at its first boot. */
  readonly knownHostKey: string | undefined;
  /** More words for the kernel's command line, at every boot. */
  readonly kernelWords?: readonly string[];
  /** What its firmware says it is, in qemu's words: then its user-data come from that provider's metadata service. */
  readonly firmware?: string;
  /** What its machines are built of, where that is not as always. */
  readonly hardware?: Hardware;
}

/** The product's plan installs it and the image lacks it, so that a real installation happens. */
export const missingPackage = 'nftables';

const packages = [
  'systemd systemd-sysv dbus udev cloud-init linux-image-cloud-amd64 kmod util-linux procps locales',
  'openssh-server ca-certificates curl python3 netbase iproute2 apparmor systemd-timesyncd',
  'conntrack ebtables ethtool ipset iptables socat',
].flatMap((line) => line.split(' '));

// Before bookworm, systemd-resolved is a part of systemd.
const resolver: Readonly<Record<Suite, readonly string[]>> = {
  bullseye: [],
  bookworm: ['systemd-resolved'],
  trixie: ['systemd-resolved'],
  forky: ['systemd-resolved'],
};

const prepare = join(sources, 'guest', 'prepare.sh');
const diskSize = '12G';
// Signed releases expire on mirrors that stand still.
const aptOptions = [
  'Acquire::Check-Valid-Until "false"',
  'Acquire::Languages "none"',
  'APT::Install-Recommends "false"',
];

/** Builds the image of a suite unless the cache has it. */
export async function buildGuest(suite: Suite, signal: AbortSignal): Promise<Guest> {
  const included = [...packages, ...resolver[suite]].join(',');
  const recipe = [suite, included, missingPackage, gateway, diskSize, ...aptOptions, await readFile(prepare)];
  const folder = await cachedFolder(`guest-${suite}`, recipe, async (draft) => {
    const key = (name: string): string => join(draft, name);
    for (const name of ['login', 'host']) {
      await runCommand([
        'ssh-keygen',
        '-q',
        '-t',
        'ed25519',
        '-N',
        '',
        '-C',
        `bootwright-e2e-${name}`,
        '-f',
        key(name),
      ]);
    }
    const root = join(draft, 'root');
    const hook = `"${prepare}" "$1" ${suite} "${join(draft, 'apt')}" ${gateway} ${missingPackage}`;
    await runCommand(
      [
        'mmdebstrap',
        '--quiet',
        '--mode=root',
        '--variant=important',
        `--include=${included}`,
        ...aptOptions.map((option) => `--aptopt=${option}`),
        `--customize-hook=${hook}`,
        suite,
        root,
        await debianMirror(),
      ],
      { signal, env: { AUTHORIZED_KEY: `${key('login')}.pub`, HOST_KEY: key('host') } },
    );
    const boot = await readdir(join(root, 'boot'));
    for (const [prefix, name] of [
      ['vmlinuz-', 'kernel'],
      ['initrd.img-', 'initrd'],
    ] as const) {
      const file = boot.find((entry) => entry.startsWith(prefix));
      if (file === undefined) throw new Error(`the ${suite} image has no ${prefix}*`);
      await runCommand(['cp', join(root, 'boot', file), join(draft, name)]);
    }
    await runCommand(['mkfs.ext4', '-q', '-d', root, join(draft, 'disk.img'), diskSize], { signal });
    await rm(root, { recursive: true });
  });
  return {
    suite,
    disk: join(folder, 'disk.img'),
    kernel: join(folder, 'kernel'),
    initrd: join(folder, 'initrd'),
    repository: join(folder, 'apt'),
    loginKey: join(folder, 'login'),
    knownHostKey: (await readFile(join(folder, 'host.pub'), 'utf8')).trim(),
  };
}

/** The Debian mirror that this machine's own apt uses. */
export async function debianMirror(): Promise<string> {
  const targets = await runCommand([
    'apt-get',
    'indextargets',
    '--format',
    '$(REPO_URI)',
    'Created-By: Packages',
    'Origin: Debian',
  ]);
  const mirror = targets.split('\n').find((uri) => uri.startsWith('http') && !uri.includes('security'));
  if (mirror === undefined) throw new Error("this machine's apt sources name no Debian mirror over HTTP");
  return mirror;
}

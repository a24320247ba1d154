import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Laboratory } from '../machine/laboratory.js';
import { addPackages } from '../supplies/changed-disk.js';
import { makeRpmRepository, type RpmContent } from '../supplies/rpm-packages.js';
import { type ClusterRow, holds, type ImageChange } from './row.js';

/** A system with rpm packages, as far as a Debian can be one: its package manager, its name and its NetworkManager. */
export interface RpmSystem {
  readonly os: string;
  /** Its /etc/os-release. */
  readonly release: Readonly<Record<'NAME' | 'ID' | 'ID_LIKE' | 'VERSION_ID', string>>;
  readonly manager: 'dnf' | 'zypper';
  /** The packages that the document asks for: what these bring is Debian's here, or this. */
  readonly packages: Readonly<Record<string, RpmContent>>;
}

const sources = { dnf: 'etc/yum.repos.d', zypper: 'etc/zypp/repos.d' } as const;

export const rocky: RpmSystem = {
  os: 'rocky-9',
  release: { NAME: 'Rocky Linux', ID: 'rocky', ID_LIKE: 'rhel centos fedora', VERSION_ID: '9.6' },
  manager: 'dnf',
  packages: { 'iptables-nft': {}, nftables: {}, 'container-selinux': {} },
};

const leap: RpmSystem = {
  os: 'opensuse-leap-16',
  release: { NAME: 'openSUSE Leap', ID: 'opensuse-leap', ID_LIKE: 'suse opensuse', VERSION_ID: '16.0' },
  manager: 'zypper',
  packages: { iptables: {}, nftables: {}, 'container-selinux': {} },
};

/** The document for an rpm system, in a Debian that has its package manager and its NetworkManager. */
export const rpmRows: readonly ClusterRow[] = [
  {
    name: 'packages-dnf',
    what: "the document for Rocky 9 on a Debian 13 with the real dnf and rpm, packages that have the right names, and NetworkManager, which leaves the pods' interfaces alone",
    ...rowOf(rocky, [/dnf -qy/]),
  },
  {
    name: 'packages-zypper',
    what: 'the document for openSUSE Leap 16, the same by the real zypper',
    ...rowOf(leap, [/zypper -qn/]),
  },
];

function rowOf(system: RpmSystem, signs: readonly RegExp[]): Omit<ClusterRow, 'name' | 'what'> {
  return {
    guest: 'trixie',
    image: (change) => becomes(system, change),
    spec: specFor(system),
    isMeant: holds([...signs, /enable_selinux = true/, /restorecon/, /unmanaged-devices=/]),
    course: {
      whenReady: {
        what: `the packages are there by ${system.manager}, before all programs`,
        take: (lab) => packagesCameFirst(lab, system),
      },
      atEnd: { what: "NetworkManager does not manage the pods' interfaces", take: podsInterfacesAreLeft },
      expects: { byRpm: true },
    },
  };
}

/** Of a Debian that stands for the system: its resolver is Debian's. */
export function specFor({ os }: RpmSystem): NonNullable<ClusterRow['spec']> {
  return { target: { os }, kubelet: { config: { resolvConf: '/run/systemd/resolve/resolv.conf' } } };
}

/** Gives a Debian what such systems have: restorecon is in each of them, and nftables is what the package of that name would bring. */
export async function becomes(
  { manager, packages, release }: RpmSystem,
  { root, suite }: ImageChange,
  more: readonly string[] = [],
  prepare: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  await addPackages(root, suite, [manager, 'rpm', 'network-manager', 'nftables', 'policycoreutils', ...more]);
  await prepare();
  await makeRpmRepository(join(root, 'srv/rpms'), join(root, 'root/rpms'), packages);
  await mkdir(join(root, sources[manager]), { recursive: true });
  const repository = '[test]\nname=test\nbaseurl=file:///srv/rpms\nenabled=1\ngpgcheck=0\n';
  await writeFile(join(root, sources[manager], 'test.repo'), repository);
  // systemd-networkd has the machine's own interface.
  await writeFile(join(root, 'etc/NetworkManager/conf.d/10-test.conf'), '[main]\nno-auto-default=*\n');
  const lines = Object.entries(release).map(([key, value]) => `${key}="${value}"\n`);
  await rm(join(root, 'etc/os-release'));
  await writeFile(join(root, 'etc/os-release'), lines.join(''));
}

/** Programs that the document downloads. */
const downloaded = ['kubelet', 'kube-proxy', 'containerd', 'runc', 'crictl'].map((name) => `/usr/local/bin/${name}`);

/** That they are installed, and that the step was over before any program was moved in. */
export async function packagesCameFirst({ shell }: Laboratory, { manager, packages }: RpmSystem): Promise<string> {
  const said = await shell.run(`rpm -q ${Object.keys(packages).join(' ')}; ${manager} --version | head -n 1`);
  const ended = Number(await shell.run('stat -c %Y /var/lib/bootwright/done/packages'));
  const times = await shell.run(`stat -c '%Z %n' ${downloaded.join(' ')}`);
  const early = times.split('\n').filter((line) => line !== '' && Number.parseInt(line, 10) < ended);
  if (early.length > 0) throw new Error(`the packages came at ${ended}, after ${early.join(', ')}`);
  return said.trim().replaceAll('\n', ', ');
}

async function podsInterfacesAreLeft({ shell }: Laboratory): Promise<string> {
  const devices = (await shell.run('nmcli -t -f DEVICE,STATE device')).trim().split('\n');
  const ofPods = devices.filter((line) => /^(cni0|veth)/.test(line));
  if (ofPods.length < 2 || !ofPods.every((line) => line.endsWith(':unmanaged'))) throw new Error(devices.join(', '));
  return devices.join(', ');
}

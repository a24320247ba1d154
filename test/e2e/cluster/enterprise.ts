import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Laboratory } from '../machine/laboratory.js';
import { addPackages } from '../supplies/changed-disk.js';
import { makeRpmRepository } from '../supplies/rpm-packages.js';
import { type ClusterRow, holds, type ImageChange } from './row.js';

/** What the document asks dnf for: what these bring is Debian's here, or nothing. */
const packages = ['iptables-nft', 'nftables', 'container-selinux'];

/** The document for an rpm system, in a Debian that has its package manager and its NetworkManager. */
export const enterpriseRow: ClusterRow = {
  name: 'packages-dnf',
  what: "the document for Rocky 9 on a Debian 13 with the real dnf and rpm, packages that have the right names, and NetworkManager, which leaves the pods' interfaces alone",
  guest: 'trixie',
  image: becomesEnterprise,
  spec: { target: { os: 'rocky-9' }, kubelet: { config: { resolvConf: '/run/systemd/resolve/resolv.conf' } } },
  isMeant: holds([/dnf -qy/, /enable_selinux = true/, /restorecon/, /unmanaged-devices=/]),
  course: {
    whenReady: { what: 'the packages are there by dnf', take: packagesAreInstalled },
    atEnd: { what: "NetworkManager does not manage the pods' interfaces", take: podsInterfacesAreLeft },
    expects: { byRpm: true },
  },
};

async function becomesEnterprise({ root, suite }: ImageChange): Promise<void> {
  // nftables is what the package of that name would bring; restorecon is in every such system.
  await addPackages(root, suite, ['dnf', 'rpm', 'network-manager', 'nftables', 'policycoreutils']);
  const work = join(root, 'root/rpms');
  await makeRpmRepository(join(root, 'srv/rpms'), work, Object.fromEntries(packages.map((name) => [name, {}])));
  await rm(work, { recursive: true });
  await mkdir(join(root, 'etc/yum.repos.d'), { recursive: true });
  const repository = '[test]\nname=test\nbaseurl=file:///srv/rpms\nenabled=1\ngpgcheck=0\n';
  await writeFile(join(root, 'etc/yum.repos.d/test.repo'), repository);
  // systemd-networkd has the machine's own interface.
  await writeFile(join(root, 'etc/NetworkManager/conf.d/10-test.conf'), '[main]\nno-auto-default=*\n');
}

async function packagesAreInstalled({ shell }: Laboratory): Promise<string> {
  const said = await shell.run(`rpm -q ${packages.join(' ')}; dnf --version | head -n 1`);
  return said.trim().replaceAll('\n', ', ');
}

async function podsInterfacesAreLeft({ shell }: Laboratory): Promise<string> {
  const devices = (await shell.run('nmcli -t -f DEVICE,STATE device')).trim().split('\n');
  const ofPods = devices.filter((line) => /^(cni0|veth)/.test(line));
  if (ofPods.length < 2 || !ofPods.every((line) => line.endsWith(':unmanaged'))) throw new Error(devices.join(', '));
  return devices.join(', ');
}

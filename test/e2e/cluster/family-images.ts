import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addressing, type Family } from '../network/address-families.js';
import { mirrorUrl, mirrorUrlOf } from '../network/mirror.js';
import type { ClusterRow, ImageChange } from './row.js';

/** The image with both families, or with IPv6 alone, as systemd-networkd sets them up. */
export function byNetworkd(families: readonly Family[]): NonNullable<ClusterRow['image']> {
  const ipv4 = families.includes('ipv4');
  return async (change) => {
    await place(change, 'etc/systemd/network/10-dhcp.network', [
      ...['[Match]', 'Name=en* eth*', '[Network]', `DHCP=${ipv4 ? 'ipv4' : 'no'}`, 'LinkLocalAddressing=ipv6'],
      ...['IPv6AcceptRA=yes', '[IPv6AcceptRA]', 'DHCPv6Client=no'],
      ...['[DHCPv4]', 'ClientIdentifier=mac', 'UseHostname=false'],
    ]);
    if (!ipv4) await takeFromIPv6(change);
  };
}

/** The image without systemd-networkd: an address of IPv4 by hand, and the kernel itself reads router advertisements. */
export function byTheKernel(address: string): NonNullable<ClusterRow['image']> {
  return async (change) => {
    const { root } = change;
    const { gateway } = addressing.ipv4;
    const set = [
      'until [ -e /sys/class/net/en* ]; do sleep 0.2; done',
      ...['device=$$(basename /sys/class/net/en*)', 'ip link set $$device up'],
      ...[`ip address add ${address} dev $$device`, `ip route add default via ${gateway}`],
      // Until duplicate-address detection is through, nobody can be asked from the advertised address.
      'for try in $$(seq 60); do ip -6 route show default | grep -q via && ! ip -6 address show tentative | grep -q inet6 && break; sleep 0.5; done',
    ];
    await place(change, 'etc/systemd/system/by-the-kernel.service', [
      ...['[Unit]', 'DefaultDependencies=no', 'After=systemd-udevd.service'],
      ...['Wants=network.target', 'Before=network.target network-online.target'],
      ...['[Service]', 'Type=oneshot', 'RemainAfterExit=yes', `ExecStart=/bin/sh -ec '${set.join('; ')}'`],
      ...['[Install]', 'WantedBy=sysinit.target'],
    ]);
    const units = join(root, 'etc/systemd/system');
    await mkdir(join(units, 'sysinit.target.wants'), { recursive: true });
    await symlink('../by-the-kernel.service', join(units, 'sysinit.target.wants/by-the-kernel.service'));
    for (const unit of ['systemd-networkd.service', 'systemd-networkd.socket', 'systemd-networkd-wait-online.service'])
      await symlink('/dev/null', join(units, unit));
    await place(change, 'etc/systemd/resolved.conf.d/test.conf', ['[Resolve]', `DNS=${gateway}`]);
  };
}

/** Packages and the time from where the network has only IPv6. */
async function takeFromIPv6(change: ImageChange): Promise<void> {
  const sources = join(change.root, 'etc/apt/sources.list');
  await writeFile(sources, (await readFile(sources, 'utf8')).replace(mirrorUrl, mirrorUrlOf('ipv6')));
  await place(change, 'etc/systemd/timesyncd.conf.d/test.conf', ['[Time]', `NTP=${addressing.ipv6.gateway}`]);
}

async function place({ root }: ImageChange, path: string, lines: readonly string[]): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${lines.join('\n')}\n`);
}

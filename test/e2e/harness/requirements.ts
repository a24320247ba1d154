import { existsSync } from 'node:fs';
import { tryCommand } from './command.js';

const programs = [
  'apt-ftparchive',
  'curl',
  'dnsmasq',
  'genisoimage',
  'go',
  'ip',
  'mkfs.ext4',
  'mmdebstrap',
  'openssl',
  'qemu-img',
  'qemu-system-x86_64',
  'setpriv',
  'ssh',
];

/** Why this machine can't run the tests, a line each. */
export async function findObstacles(): Promise<readonly string[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return [`this is ${process.platform} on ${process.arch}, not linux on x64`];
  const obstacles: string[] = [];
  if (process.getuid?.() !== 0) obstacles.push('not root: network namespaces and guest images need it');
  if (!existsSync('/dev/net/tun')) obstacles.push('no /dev/net/tun: guests have no network');
  const { stdout } = await tryCommand([
    'sh',
    '-c',
    'for program; do command -v "$program" >/dev/null || echo "$program"; done',
    'sh',
    ...programs,
  ]);
  for (const program of stdout.split('\n').filter(Boolean))
    obstacles.push(`${program} is not installed (test/e2e/setup.sh installs the Debian packages)`);
  return obstacles;
}

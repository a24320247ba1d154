import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../harness/command.js';
import { addPackages } from './changed-disk.js';
import type { Suite } from './guest.js';

/** Puts firewalld into the file system of a guest, on at its next boot with its default zone. */
export async function addFirewalld(root: string, suite: Suite): Promise<void> {
  // Debian's cloud-init conflicts with it; systems that come with both order cloud-init otherwise.
  const conflict = '/^Package: cloud-init$/,/^$/ s/^Conflicts: .*firewalld.*/X-Conflicts: none/';
  await runCommand(['sed', '-i', conflict, join(root, 'var/lib/dpkg/status')]);
  await addPackages(root, suite, ['firewalld']);
  // Nor before the network, which Debian's cloud-init comes after, and before all that firewalld needs.
  const unit = 'lib/systemd/system/firewalld.service';
  const text = await readFile(join(root, 'usr', unit), 'utf8');
  await writeFile(join(root, 'etc/systemd/system/firewalld.service'), text.replaceAll('network-pre.target', ''));
  await runCommand(['chroot', root, 'systemctl', 'enable', 'firewalld']);
}

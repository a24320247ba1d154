import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../harness/command.js';
import { repository } from '../harness/places.js';
import { buildComponent } from './binaries.js';
import { withChangedDisk } from './changed-disk.js';
import type { Component } from './components.js';
import type { Guest } from './guest.js';

const ignition = 'github.com/coreos/ignition/v2';

/** The real Ignition. The switch for SELinux is for systems that have none. */
const component: Component = {
  name: 'ignition',
  module: join(repository, 'test', 'judges', 'go', 'ignition'),
  packages: [`${ignition}/internal`],
  program: 'ignition',
  cgo: true,
  ldflags: ['-s', '-w', `-X ${ignition}/internal/distro.selinuxRelabel=false`],
};

/**
 * A guest as it is between Ignition's stages and its own first unit: Ignition's own initramfs is not there, so its stages
 * run on the mounted disk. What an image for Ignition has besides is added: its packages, its presets, no cloud-init.
 */
export async function ignite(guest: Guest, config: string, folder: string, signal: AbortSignal): Promise<Guest> {
  const program = join(await buildComponent(component, signal), 'ignition');
  return withChangedDisk(guest, folder, signal, async (root) => {
    await installPackages(guest, root, signal);
    await writeFile(join(root, 'etc/cloud/cloud-init.disabled'), '');
    // An empty file is not a first boot, at which presets count.
    await writeFile(join(root, 'etc/machine-id'), 'uninitialized\n');
    await mkdir(join(root, 'etc/systemd/system-preset'), { recursive: true });
    await writeFile(join(root, 'etc/systemd/system-preset/99-default.preset'), 'disable *\n');
    await writeFile(join(folder, 'config.ign'), config);
    for (const stage of ['fetch-offline', 'fetch', 'files'])
      await runCommand(
        [
          ...([program, '--platform=file', `--stage=${stage}`, `--root=${root}`, '--log-to-stdout'] as const),
          ...['--config-cache=cache', '--state-file=state', '--neednet=neednet'],
        ],
        { cwd: folder, signal },
      );
  });
}

async function installPackages({ repository: packages }: Guest, root: string, signal: AbortSignal): Promise<void> {
  await runCommand(['sh', '-c', `cp ${packages}/*.deb ${root}/root/ && chroot ${root} sh -c 'dpkg -i /root/*.deb'`], {
    signal,
  });
}

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './command.js';
import type { Guest } from './guest.js';

/** The same guest with a disk of its own in this folder, changed while it is mounted. */
export async function withChangedDisk(
  guest: Guest,
  folder: string,
  signal: AbortSignal,
  change: (root: string) => Promise<void>,
): Promise<Guest> {
  const disk = join(folder, 'changed.img');
  const root = join(folder, 'root');
  await mkdir(root, { recursive: true });
  await runCommand(['cp', '--sparse=always', guest.disk, disk], { signal });
  await runCommand(['mount', '-o', 'loop', disk, root]);
  try {
    await change(root);
  } finally {
    await runCommand(['umount', root]);
  }
  await rm(root, { recursive: true });
  return { ...guest, disk };
}

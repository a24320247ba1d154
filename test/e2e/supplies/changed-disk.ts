import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../harness/command.js';
import { sources } from '../harness/places.js';
import { debianMirror, type Guest, type Suite } from './guest.js';

/** How a machine's image differs from its suite's. */
export interface ImageChanges {
  /** In what is known of it. */
  readonly guest?: Partial<Pick<Guest, 'knownHostKey' | 'firmware' | 'kernelWords'>>;
  /** On its disk, which is mounted at `root`. */
  change(root: string, suite: Suite): Promise<unknown>;
}

/** The same guest with a disk of its own in this folder, changed while it is mounted. */
export async function withChangedDisk(
  guest: Guest,
  folder: string,
  signal: AbortSignal,
  change: (root: string) => Promise<unknown>,
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

/** Installs packages of the suite into the file system of a guest, which is mounted there and doesn't run. */
export async function addPackages(root: string, suite: Suite, packages: readonly string[]): Promise<void> {
  await runCommand([join(sources, 'guest', 'add-packages.sh'), root, suite, await debianMirror(), ...packages]);
}

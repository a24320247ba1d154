import type { PlannedDirectory } from './node-plan.js';

/** Directories of the system, which others use too: their modes are left alone. */
const systemDirectories = new Set([
  '/etc/pki',
  '/etc/ssl',
  '/etc/ssl/certs',
  '/etc/ssl/private',
  '/etc/systemd',
  '/etc/systemd/system',
  '/usr/local',
  '/usr/local/etc',
  '/usr/local/share',
  '/var/lib',
]);

export const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** The directory of a key, closed to all but root; none where it is one of the system's. */
export function keyDirectories(key: string): PlannedDirectory[] {
  const path = directoryOf(key);
  return path.lastIndexOf('/') <= 0 || systemDirectories.has(path) ? [] : [{ path, mode: 0o700 }];
}

/** Each directory once: as the spec itself says, else with what all who ask for it allow. */
export function settledDirectories(
  planned: readonly PlannedDirectory[],
  own: readonly PlannedDirectory[],
): PlannedDirectory[] {
  const settled = new Map<string, PlannedDirectory>();
  for (const directory of planned) {
    const mode = directory.mode & (settled.get(directory.path)?.mode ?? 0o777);
    settled.set(directory.path, { ...directory, mode });
  }
  for (const directory of own) settled.set(directory.path, directory);
  return [...settled.values()];
}

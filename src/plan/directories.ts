import type { ResolvedHost } from '../resolve/resolved/resolved.js';
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

/** What null stands for in a spec, in the form that chown takes. */
const rootOwner = 'root:root';

export const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** The directory of a key, closed to all but root; none where it is one of the system's. */
export function keyDirectories(key: string): PlannedDirectory[] {
  const path = directoryOf(key);
  return path.lastIndexOf('/') <= 0 || systemDirectories.has(path) ? [] : [{ path, mode: 0o700 }];
}

/** Each directory once: as the spec itself says, else with what all who ask for it allow. */
export function settledDirectories(
  planned: readonly PlannedDirectory[],
  own: ResolvedHost['directories'],
): PlannedDirectory[] {
  const settled = new Map<string, PlannedDirectory>();
  for (const directory of planned) {
    const mode = directory.mode & (settled.get(directory.path)?.mode ?? 0o777);
    settled.set(directory.path, { ...settled.get(directory.path), ...directory, mode });
  }
  for (const { path, mode, owner } of own) settled.set(path, { path, mode, owner: owner === null ? rootOwner : owner });
  return [...settled.values()];
}

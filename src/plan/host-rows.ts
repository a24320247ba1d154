import type { ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import { directoryOf } from './directories.js';
import type { PlannedDirectory, PlannedFile } from './node-plan.js';

/** The users and groups that the spec asks for. */
export function accountRows({ host: { users } }: ResolvedCluster): string[][] {
  return [
    ...[...new Set(users.map(({ group }) => group))].map((group) => ['add_group', group]),
    ...users.map(({ name, group, home, shell }) => ['add_user', name, group, home, shell]),
  ];
}

/**
 * The commands for directories, one for those that are alike: the spec's own with the mode and owner that it says,
 * closed ones, and those that nothing else makes: neither a file written into it nor a download put there.
 */
export function directoryRows(
  { host, paths }: ResolvedCluster,
  directories: readonly PlannedDirectory[],
  files: readonly PlannedFile[],
): string[][] {
  const made = new Set([
    ...files.map(({ path }) => directoryOf(path)),
    ...[paths.binaries, paths.runtimeBinaries, paths.cniBinaries],
  ]);
  const own: readonly PlannedDirectory[] = host.directories;
  const groups = new Map<string, string[]>();
  for (const directory of directories) {
    const isOwn = own.includes(directory);
    if (!isOwn && directory.mode !== 0o700 && made.has(directory.path)) continue;
    const ours = directory.mode === 0o700 ? ['close_directories'] : ['make_directories'];
    const command = isOwn ? ownDirectory(directory) : ours;
    const key = command.join(' ');
    groups.set(key, [...(groups.get(key) ?? command), directory.path]);
  }
  const order = [...groups.keys()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return order.flatMap((key) => [groups.get(key) ?? []]);
}

function ownDirectory({ mode, owner }: PlannedDirectory): string[] {
  return ['own_directory', mode.toString(8).padStart(4, '0'), owner ?? rootOwner];
}

/** What null stands for in a plan, in the form that chown takes. */
const rootOwner = 'root:root';

/** The commands for the owners that the spec gives to its own files; the others are root's. */
export function ownerRows({ host }: ResolvedCluster, node: ResolvedNode): string[][] {
  return [...host.files, ...node.files].flatMap(({ path, owner }) =>
    owner === null ? [] : [['own_file', owner, path]],
  );
}

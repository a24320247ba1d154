import { directoryOf } from './directories.js';
import type { Needs } from './gather.js';
import type { PlannedDirectory, PlannedFile, PlannedUser } from './node-plan.js';

/** What the step `host` does first: users, directories, owners and links, as commands of the install library. */
export function hostRows(needs: Needs, downloadDirectories: readonly string[]): string[][] {
  return [
    ...accountRows(needs.users),
    ...directoryRows(needs, downloadDirectories),
    ...ownerRows(needs.files),
    ...needs.links.map(({ path, target }) => ['make_link', target, path]),
  ];
}

function accountRows(users: readonly PlannedUser[]): string[][] {
  return [
    ...[...new Set(users.map(({ group }) => group))].map((group) => ['add_group', group]),
    ...users.map(({ name, group, home, shell }) => ['add_user', name, group, home, shell]),
  ];
}

/**
 * The commands for directories, one for those that are alike: those with an owner as they say, closed ones, and those
 * that nothing else makes: neither a file written into it nor a download put there.
 */
function directoryRows({ directories, files }: Needs, downloadDirectories: readonly string[]): string[][] {
  const made = new Set([...files.map(({ path }) => directoryOf(path)), ...downloadDirectories]);
  const groups = new Map<string, string[]>();
  for (const directory of directories) {
    const { path, mode, owner } = directory;
    if (owner === undefined && mode !== 0o700 && made.has(path)) continue;
    const command = directoryCommand(directory);
    const key = command.join(' ');
    groups.set(key, [...(groups.get(key) ?? command), path]);
  }
  const order = [...groups.keys()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return order.flatMap((key) => [groups.get(key) ?? []]);
}

function directoryCommand({ mode, owner }: PlannedDirectory): string[] {
  if (owner !== undefined) return ['own_directory', mode.toString(8).padStart(4, '0'), owner];
  return [mode === 0o700 ? 'close_directories' : 'make_directories'];
}

/** The commands for files that are not root's. */
function ownerRows(files: readonly PlannedFile[]): string[][] {
  return files.flatMap(({ path, owner }) => (owner === undefined ? [] : [['own_file', owner, path]]));
}

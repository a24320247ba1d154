import { unitWord } from './unit-word.js';

/** Where a unit finds programs without being told. Source: systemd.exec(5), $PATH. */
const searched = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'];

/** Whether a unit finds the programs of a directory by their names. */
export function isSearched(directory: string): boolean {
  return searched.includes(directory);
}

/** The path of a program: itself, or where its name lies below a directory. */
export const below = (directory: string, program: string): string =>
  program.startsWith('/') ? program : `${directory}/${program}`;

/** What a unit's `Environment=` must say so that it finds the programs of directories; null: nothing. */
export function searchPath(...directories: string[]): string | null {
  const others = [...new Set(directories)].filter((directory) => !isSearched(directory));
  if (others.length === 0) return null;
  // A dollar sign means nothing there. Source: systemd.exec(5), Environment=.
  return unitWord(`PATH=${[...others, ...searched].join(':')}`).replaceAll('$$', () => '$');
}

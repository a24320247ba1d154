import compare from 'semver/functions/compare.js';

/**
 * A release as semver orders it. Artifacts carry what semver does not read: a minor alone (1.36) or a day (gVisor's
 * 20240109 and, after it, 20240109.0), which stand before every release that begins with them; and a number without a
 * dot before it (1.0.0-rc5), which counts as a number.
 */
function orderable(release: string): string {
  const [numbers = '', ...suffix] = release.split('-');
  const parts = numbers.split('.');
  if (parts.length < 3) return `${[...parts, 0, 0].slice(0, 3).join('.')}-${parts.length === 1 ? '0' : '0.0'}`;
  return [numbers, ...suffix.map((text) => text.replace(/(?<=[a-z])(?=\d)/gi, '.'))].join('-');
}

/**
 * Which of two releases is older: negative where `a` is. The order is semver's, so that 1.0.0-rc5 is older than 1.0.0;
 * read loosely, for the zero in Docker's 17.03.2.
 */
export function compareReleases(a: string, b: string): number {
  return compare(orderable(a), orderable(b), true);
}

/** The line of a release, by its first two numbers: 1.36 of 1.36.4. */
export const lineOf = (release: string): string => release.split('.').slice(0, 2).join('.');

/** The N of a release 1.N.P; releases of a later major count as far beyond. */
function minorOf(release: string): number {
  const [major, minor] = release.split('.').map(Number);
  return (Number(major) - 1) * 1000 + Number(minor);
}

/** How many minors a release is behind another one; negative where it is ahead of it. */
export const minorsBehind = (release: string, newer: string): number => minorOf(newer) - minorOf(release);

/** The minor before that of a release of Kubernetes, or the one so many before it, as `1.35`. */
export const minorBefore = (release: string, count = 1): string => `1.${minorOf(release) - count}`;

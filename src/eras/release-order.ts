/** The numbers of `1.36.4`, `17.03.2` or `20260817.0`, and what follows the dash of `1.0.0-rc5`. */
function partsOf(release: string): { numbers: readonly number[]; suffix: string | undefined } {
  const dash = release.indexOf('-');
  const [numbers, suffix] = dash < 0 ? [release, undefined] : [release.slice(0, dash), release.slice(dash + 1)];
  return { numbers: numbers.split('.').map(Number), suffix };
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((number, place) => number !== b[place]);
  return index < 0 || index >= b.length ? a.length - b.length : (a[index] as number) - (b[index] as number);
}

/**
 * Which of two releases is older: negative where `a` is. Unlike semver's it takes what the artifacts really carry: a
 * month with a zero before it (Docker's 17.03.2), a day (gVisor's 20240109 and, after it, 20240109.0). As semver's it
 * puts a release with a suffix before the one without: 1.0.0-rc5 is older than 1.0.0.
 */
export function compareReleases(a: string, b: string): number {
  const [one, other] = [partsOf(a), partsOf(b)];
  const byNumbers = compareNumbers(one.numbers, other.numbers);
  if (byNumbers !== 0 || one.suffix === other.suffix) return byNumbers;
  if (one.suffix === undefined) return 1;
  return other.suffix === undefined ? -1 : one.suffix.localeCompare(other.suffix, 'en', { numeric: true });
}

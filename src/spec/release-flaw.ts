import parse from 'semver/functions/parse.js';

/** What is wrong with the text of a release: the nearest that is one, or advice. Null: nothing is. */
export interface ReleaseFlaw {
  readonly suggestion?: string;
  readonly advice?: string;
}

// Longer numbers are none that semver counts exactly, and no release has them.
const numbered = /^v?(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?(-[0-9A-Za-z.-]{1,100})?$/;

/** Names for whatever is newest. */
const movingName = /^v?(?:latest|stable|newest|current|lts)$/i;

/** A release as semver has it, without what semver allows around it: no v, no blanks, no build number. */
function isRelease(text: string): boolean {
  return parse(text)?.version === text;
}

/**
 * Reads a release by the rules of https://semver.org: every program that this one compares releases with has them.
 * 1.36.04 is none, as a number has no leading zero.
 */
export function releaseFlaw(text: string): ReleaseFlaw | null {
  if (isRelease(text)) return null;
  // A word processor's quotes are none to YAML.
  const [whole, major, minor, patch, suffix = ''] = numbered.exec(text.replace(/[\s“”„‘’]/g, '')) ?? [];
  if (movingName.test(text))
    return { advice: 'Name one release: what is newest changes, and the same spec gives the same nodes.' };
  if (whole === undefined) return {};
  if (patch === undefined) return { advice: 'Name the patch release too: exactly one release is installed.' };
  const plain = [major, minor, patch].map(Number).join('.');
  return isRelease(plain + suffix) ? { suggestion: plain + suffix } : {};
}

/** Docker's releases from 17.03 to 20.10 carry year and month, with a zero before the month. */
const calendar = /^\d{2}\.(0[1-9]|1[0-2])\.(0|[1-9]\d{0,2})(-[0-9a-z]+)?$/;

/** The same for a container runtime: Docker's calendar is not semver's. */
export function runtimeReleaseFlaw(text: string): ReleaseFlaw | null {
  return calendar.test(text) ? null : releaseFlaw(text);
}

/** Edit distance with swaps of neighbours; gives up beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const [left = 0, up = 0, corner = 0] = [current[column - 1], above[column], above[column - 1]];
      const swapped =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1] ? (before[column - 2] ?? limit) + 1 : limit + 1;
      current.push(Math.min(left + 1, up + 1, same ? corner : corner + 1, swapped));
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? limit + 1;
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The numbers in a word, in order: those of `ubuntu-26.04` are 26 and 4. */
const numbersOf = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
const sameNumbers = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join();
const lettersOf = (text: string): string => plain(text).replace(/\d+/g, '0');

/** The words in a name, in order: `almalinux`, 9 in `almalinux-9`, `max`, `pods` in `maxPods`. */
const wordsOf = (text: string): string[] =>
  (text.match(/\d+|[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase().replace(/^0+(?=\d)/, ''));

/** Whether all words of one name are in another, in their order. */
function within(some: readonly string[], all: readonly string[], same: (one: string, other: string) => boolean) {
  let at = 0;
  for (const word of all) if (at < some.length && same(some[at] ?? '', word)) at += 1;
  return at === some.length;
}

const beginsLike = (word: string, whole: string): boolean =>
  word === whole || (word.length > 2 && !/\d/.test(word) && whole.startsWith(word));

/** The only known word that says more than this one (`centos-stream-9` for `centos-9`), else the only one that says less. */
function longerOrShorter(word: string, known: readonly string[]): string | undefined {
  const words = wordsOf(word);
  const longer = known.filter((candidate) => within(words, wordsOf(candidate), beginsLike));
  if (longer.length > 0) return longer.length === 1 ? longer[0] : undefined;
  const shorter = known.filter((candidate) => {
    const own = wordsOf(candidate);
    // A finer number than the candidate's is no other one: 9.4 for 9. Where it has none at that place, it is.
    const alike = /\d$/.test(candidate) || sameNumbers(numbersOf(candidate), numbersOf(word));
    return alike && own.length > 1 && within(own, words, (one, other) => one === other);
  });
  return shorter.length === 1 ? shorter[0] : undefined;
}

/**
 * The known word that was most likely meant, if any is near enough: case, dashes and up to a third of the letters may
 * differ, numbers may not. Who writes another number means it: 16.04 is ten years from 26.04, and not one letter.
 * Else the one that has all words of this one, or whose words this one has: `ubuntu-24.04` for `ubuntu-24`.
 */
export function suggestionFor(word: string, known: readonly string[]): string | undefined {
  if (word.length > 100) return undefined;
  const wanted = plain(word);
  // Of a word of one or two letters nothing would be left.
  const limit = wanted.length < 3 ? 0 : Math.max(1, Math.floor(wanted.length / 3));
  const numbers = numbersOf(word);
  const scored = known
    .filter((candidate) => sameNumbers(numbersOf(candidate), numbers))
    .map((candidate) => ({ candidate, score: distance(wanted, plain(candidate), limit) }));
  const best = scored.filter(({ score }) => score <= limit).sort((a, b) => a.score - b.score)[0];
  if (best !== undefined || wanted.length < 4) return best?.candidate;
  const starting = known.filter((candidate) => plain(candidate).startsWith(wanted));
  return starting.length === 1 ? starting[0] : longerOrShorter(word, known);
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}

/**
 * The known word that differs from this one by its numbers alone, read as a version: the newest that is older, else the
 * oldest. `ubuntu-24.04` for `ubuntu-26.04`.
 */
export function nearestVersion(word: string, known: readonly string[]): string | undefined {
  if (word.length > 100 || numbersOf(word).length === 0) return undefined;
  const alike = known
    .filter((candidate) => lettersOf(candidate) === lettersOf(word))
    .sort((a, b) => compareNumbers(numbersOf(a), numbersOf(b)));
  return alike.findLast((candidate) => compareNumbers(numbersOf(candidate), numbersOf(word)) < 0) ?? alike[0];
}

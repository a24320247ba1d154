import { replaced, secretsIn } from './find.js';
import type { Secret } from './scan.js';

/** A word with something else in the place of what is secret of it; undefined where nothing is. */
export type SecretWord = ((instead: (secret: string) => string) => string) | undefined;

/**
 * What is secret among the words of a command, by the words around each: they are read as one command, each in
 * quotes, which is how a document may have them as well.
 */
export function secretWords(words: readonly string[]): readonly SecretWord[] {
  const quoted = words.map((word) => JSON.stringify(word));
  const starts: number[] = [];
  let length = 1;
  for (const word of quoted) {
    starts.push(length);
    length += word.length + 2;
  }
  const found = secretsIn(`[${quoted.join(', ')}]`);
  let next = 0;
  return words.map((word, at) => {
    const [from, to] = [starts[at] ?? 0, (starts[at] ?? 0) + (quoted[at]?.length ?? 0)];
    const inside: Secret[] = [];
    while (next < found.length && (found[next] as Secret).start < to) {
      const secret = found[next] as Secret;
      if (secret.end > from) inside.push(secret);
      if (secret.end > to) break;
      next += 1;
    }
    if (inside.length === 0) return undefined;
    const source = quoted[at] ?? '';
    // Without escapes the places are the word's own; with them the word is hidden from its first secret on.
    const isPlain = source.length === word.length + 2;
    const own = inside.map((secret) => ({
      ...secret,
      start: Math.max(0, secret.start - from - 1),
      end: Math.min(word.length, secret.end - from - 1),
    }));
    if (isPlain) return (instead) => replaced(word, own, instead);
    return (instead) => instead(word);
  });
}

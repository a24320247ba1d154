import { characters, type Scan } from './scan.js';

interface HeaderShape {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  readonly start: string;
}

/** Words before which no name need stand: what follows lets in. */
export const headerShapes: readonly HeaderShape[] = ['Bearer', 'bearer', 'Basic', 'Splunk', 'GenieKey'].flatMap(
  (word) =>
    [' ', '%20', '\\ '].map((gap) => ({
      id: word.toLowerCase() === 'basic' ? 'basic' : 'bearer',
      what: `what follows ${word} in a header`,
      source: 'RFC 6750; RFC 7617; gitleaks curl-auth-header',
      start: `${word}${gap}`,
    })),
);

const value = characters('A-Za-z0-9_.~+/=%-');
/** Plain words follow `Basic` and `Bearer` as well: "Basic authentication". */
const isWord = (text: string): boolean => text.length < 8 || /^[A-Za-z]?[a-z./-]*$/.test(text);

/** The shapes by their word, which is looked for once. */
const byWord = new Map<string, HeaderShape[]>();
for (const shape of headerShapes) {
  const word = /^[A-Za-z]+/.exec(shape.start)?.[0] ?? shape.start;
  byWord.set(word, [...(byWord.get(word) ?? []), shape]);
}

function hideAt(scan: Scan, { id, start }: HeaderShape, at: number): number {
  const from = at + start.length;
  const end = scan.run(from, value);
  scan.steps += end - from;
  if (!isWord(scan.text.slice(from, end))) scan.add(id, from, end);
  return end;
}

/** Finds what headers hold that let in. */
export function findHeaders(scan: Scan): void {
  for (const [word, shapes] of byWord)
    for (let at = scan.find(word, 0); at >= 0; ) {
      const shape = shapes.find(({ start }) => scan.text.startsWith(start, at));
      at = scan.find(word, shape === undefined ? at + word.length : hideAt(scan, shape, at));
    }
}

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

/** Finds what headers hold that let in. */
export function findHeaders(scan: Scan): void {
  for (const { id, start } of headerShapes) {
    for (let at = scan.find(start, 0); at >= 0; ) {
      const from = at + start.length;
      const end = scan.run(from, value);
      if (!isWord(scan.text.slice(from, end))) scan.add(id, from, end);
      at = scan.find(start, end);
    }
  }
}

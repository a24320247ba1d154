import type { Scan, Secret } from './scan.js';

/** The escapes of JSON and of YAML's double quotes that matter here: those of line ends, tabs and signs. */
const meaning: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' };

/** A text in double quotes as it is meant, with the place of each of its characters. */
function meant(scan: Scan, from: number): { text: string; places: number[]; end: number; hasLines: boolean } {
  const { text } = scan;
  const parts: string[] = [];
  const places: number[] = [];
  let hasLines = false;
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"' || character === '\n') break;
    places.push(at);
    if (character !== '\\') parts.push(character);
    else {
      const next = text[at + 1] ?? '';
      hasLines ||= next === 'n';
      parts.push(meaning[next] ?? next);
      at += 1;
    }
  }
  scan.steps += at - from + 1;
  return { text: parts.join(''), places: [...places, Math.min(at, text.length)], end: at, hasLines };
}

/** Finds secrets of texts whose line ends are escaped: a script or a file within JSON. */
export function findEscaped(scan: Scan, search: (text: string) => readonly Secret[]): void {
  for (let at = scan.find('"', 0); at >= 0; ) {
    const { text, places, end, hasLines } = meant(scan, at + 1);
    if (hasLines)
      for (const { start, end: stop, shape } of search(text))
        scan.add(shape, places[start] ?? end, places[stop] ?? end);
    at = scan.find('"', end + 1);
  }
}

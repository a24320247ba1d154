import { characters, type Scan, type Secret } from './scan.js';

/** The escapes of JSON and of YAML's double quotes that matter here: those of line ends, tabs and signs. */
const meaning: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' };

const signs = characters('"\\\n');

/** Where a text in double quotes ends, on its line, and whether it has line ends that are escaped. */
function extent(scan: Scan, from: number): { readonly end: number; readonly hasLines: boolean } {
  const { text } = scan;
  let hasLines = false;
  let at = scan.until(from, signs);
  while (text.charCodeAt(at) === 92) {
    hasLines ||= text.charCodeAt(at + 1) === 110;
    at = scan.until(at + 2, signs);
  }
  return { end: at, hasLines };
}

/** A text in double quotes as it is meant, with the place of each of its characters. */
function meant(scan: Scan, from: number, end: number): { readonly text: string; readonly places: Uint32Array } {
  const { text } = scan;
  const parts: string[] = [];
  const places = new Uint32Array(Math.max(0, end - from) + 2);
  let length = 0;
  for (let at = from; at < end; ) {
    const stop = text.charCodeAt(at) === 92 ? at : scan.until(at, signs, end);
    for (let each = at; each < stop; each += 1, length += 1) places[length] = each;
    if (stop > at) parts.push(text.slice(at, stop));
    else {
      const next = text[at + 1] ?? '';
      places[length] = at;
      length += 1;
      parts.push(meaning[next] ?? next);
    }
    at = stop > at ? stop : at + 2;
  }
  places[length] = Math.min(end, text.length);
  return { text: parts.join(''), places };
}

/** Finds secrets of texts whose line ends are escaped: a script or a file within JSON. */
export function findEscaped(scan: Scan, search: (text: string) => readonly Secret[]): void {
  for (let at = scan.find('"', 0); at >= 0; ) {
    const { end, hasLines } = extent(scan, at + 1);
    if (hasLines) {
      const { text, places } = meant(scan, at + 1, end);
      for (const { start, end: stop, shape } of search(text))
        scan.add(shape, places[start] ?? end, places[stop] ?? end);
    }
    at = scan.find('"', end + 1);
  }
}

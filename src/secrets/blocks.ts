import { type BlockShape, blockShapes } from './block-shapes.js';
import { characters, type Scan } from './scan.js';

/** What stands in an armoured block, whichever text it is escaped in. */
const armour = characters('A-Za-z0-9+/=%\\ \t\r,:.()"\'|>#-');

/** The place behind a block: behind the line that ends it, or where the lines stop looking like it if none does. */
function blockEnd(scan: Scan, { end: mark }: BlockShape, from: number, known: { at: number }): number {
  const { text } = scan;
  let at = from;
  while (at < text.length) {
    const line = scan.lineEnd(at);
    if (mark !== '' && known.at < line) {
      if (known.at < at) known.at = scan.find(mark, at);
      if (known.at < 0) known.at = text.length;
      // Behind the mark its own dashes, and the rest of what it says: to the end of the word or the line.
      if (known.at < line) return Math.min(line, endOfMark(scan, known.at, mark));
    }
    // A whole block on one line, which never ends: the rest of the line.
    const next = line + 1;
    if (next >= text.length || scan.run(next, armour, scan.lineEnd(next)) < scan.lineEnd(next)) return line;
    at = next;
    if (mark === '') return scan.lineEnd(at);
  }
  return text.length;
}

function endOfMark(scan: Scan, at: number, mark: string): number {
  const dashes = mark.slice(0, mark.indexOf(' ') < 0 ? 5 : mark.indexOf(' '));
  if (!dashes.startsWith('-')) return scan.lineEnd(at);
  const closing = scan.text.slice(at + mark.length, at + mark.length + 80).indexOf(dashes);
  return closing < 0 ? scan.lineEnd(at) : at + mark.length + closing + dashes.length;
}

/** Finds keys of several lines, also where their line ends are escaped. */
export function findBlocks(scan: Scan): void {
  for (const shape of blockShapes) {
    const known = { at: -1 };
    for (let at = scan.find(shape.start, 0); at >= 0; ) {
      const from = at + shape.start.length;
      let next = from;
      if (scan.match(shape.says, from, Math.min(scan.text.length, from + 80))) {
        next = blockEnd(scan, shape, from, known);
        scan.add(shape.id, at, next);
      }
      at = scan.find(shape.start, next);
    }
  }
}

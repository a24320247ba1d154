import { type LineShape, lineShapes } from './line-shapes.js';
import { characters, type Scan } from './scan.js';

const longest = 1000;
const indent = characters(' \t"\'-');
/** How far before its word the line of a file begins, and how far behind it goes. */
const around = 100;

/** A row, with a pattern for the words that its lines hold: it is tried only on these. */
interface Sought extends LineShape {
  readonly words: RegExp;
}

const sought: readonly Sought[] = lineShapes.map((shape) => ({
  ...shape,
  words: new RegExp(shape.holds.join('|'), shape.line.ignoreCase ? 'gi' : 'g'),
}));

/** Whether a text has the line that must be in it. */
function isOfFile(scan: Scan, { file }: LineShape): boolean {
  if (file === undefined) return true;
  const { text } = scan;
  for (const word of file.holds)
    for (let at = scan.find(word, 0); at >= 0; at = scan.find(word, at + word.length)) {
      const from = Math.max(0, at - around);
      const line = text.slice(from, at).lastIndexOf('\n');
      if (from > 0 && line < 0) continue;
      if (scan.match(file.line, from + line + 1, at + around) !== null) return true;
    }
  return false;
}

function hideLine(scan: Scan, { id, line }: LineShape, start: number, end: number): void {
  // A file within a document is indented.
  const from = scan.run(start, indent, end);
  const [, head, secret] = scan.match(line, from, Math.min(end, from + longest)) ?? [];
  if (head === undefined || secret === undefined) return;
  if (!/^[$<{]/.test(secret) || /^\$\d/.test(secret))
    scan.add(id, from + head.length, from + head.length + secret.length);
}

/** Finds the secrets of files that are read line by line: only lines that hold a row's words are. */
export function findInLines(scan: Scan): void {
  const { text } = scan;
  for (const shape of sought) {
    if (!isOfFile(scan, shape)) continue;
    const { words, times = 1 } = shape;
    scan.steps += text.length;
    let [count, end] = [0, -1];
    words.lastIndex = 0;
    for (let found = words.exec(text); found !== null; found = words.exec(text)) {
      if (found.index > end) [count, end] = [0, scan.lineEnd(found.index)];
      count += 1;
      if (count < times) continue;
      const start = text.lastIndexOf('\n', found.index) + 1;
      scan.steps += found.index - start;
      hideLine(scan, shape, start, end);
      words.lastIndex = end;
    }
  }
}

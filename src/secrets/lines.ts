import { lineShapes } from './line-shapes.js';
import { characters, type Scan } from './scan.js';

const longest = 1000;
const indent = characters(' \t"\'-');

/** Finds the secrets of files that are read line by line. */
export function findInLines(scan: Scan): void {
  const { text } = scan;
  const shapes = lineShapes.filter(({ file }) => {
    if (file) scan.steps += text.length;
    return file === undefined || file.test(text);
  });
  for (let start = 0; start < text.length; ) {
    const end = scan.lineEnd(start);
    // A file within a document is indented.
    const from = scan.run(start, indent, end);
    for (const { id, line } of shapes) {
      const found = scan.match(line, from, Math.min(end, from + longest));
      const [, head, secret] = found ?? [];
      if (head === undefined || secret === undefined) continue;
      if (!/^[$<{]/.test(secret) || /^\$\d/.test(secret))
        scan.add(id, from + head.length, from + head.length + secret.length);
    }
    start = end + 1;
  }
}

/** An absolute path without `.`, `..` and doubled slashes, as Python's abspath makes it. */
export function normalPath(path: string): string {
  // No system takes a longer one, and one of millions of steps costs as many.
  if (path.length > 65_536) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

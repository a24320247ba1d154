/**
 * The first key that an object of a JSON text has twice, as it stands there; undefined: none has. The text must be JSON
 * already: `JSON.parse` takes the last of the two where another reader takes the first.
 */
export function repeatedKey(text: string): string | undefined {
  const open: (Set<string> | null)[] = [];
  let last = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '{') open.push(new Set());
    else if (sign === '[') open.push(null);
    else if (sign === '}' || sign === ']') open.pop();
    else if (sign === '"') {
      const end = endOfString(text, at);
      last = text.slice(at, end + 1);
      at = end;
    } else if (sign === ':') {
      const keys = open.at(-1);
      const key: string = JSON.parse(last);
      if (keys?.has(key)) return last;
      keys?.add(key);
    }
  }
  return undefined;
}

/** Where the quote stands that ends the string which begins at `start`: one with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text[before - 1] === '\\') before--;
    if ((end - before) % 2 === 0) return end;
  }
}

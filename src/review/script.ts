import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Gathering } from './gathering.js';
import { normalPath } from './normal-path.js';
import { Unreadable } from './tree.js';

/** The function that each of our own scripts writes files with, up to its end. */
const ours = /\nput\(\) [({] # put MODE PATH(?:.*\n)+?[)}]\n/;

export const isOwnScript = (text: string): boolean => text.startsWith('#!') && ours.test(text.slice(0, headLength));

/** Our functions stand before the files, within so many characters. */
const headLength = 16_384;

/** A word of a shell as our scripts have it: bare, or in single quotes with `'\''` for one of these. */
const word = String.raw`(?:[\w./:@%+,=-]+|'[^']*'(?:\\''[^']*')*)`;
const unquoted = (text: string): string => (text.startsWith("'") ? text.slice(1, -1).replaceAll("'\\''", "'") : text);

/** Its owner, where it is not root's, stands in the journal too, as in every envelope. */
const written = `put ([0-7]{4}) (${word})(?: ${word})?`;
const fromHere = new RegExp(String.raw`${written} <<'(EOF_*)'\n`, 'y');
const fromPrintf = new RegExp(String.raw`printf %s (${word}) \| ${written}\n`, 'y');

interface Put {
  readonly path: string;
  readonly mode: string;
  readonly content: string;
  /** Where the next line begins. */
  readonly next: number;
}

/** A file that is written by the command at a place of a script. */
function putAt(text: string, at: number): Put | undefined {
  fromPrintf.lastIndex = at;
  const printed = fromPrintf.exec(text);
  if (printed) {
    const [line, content = '', mode = '', path = ''] = printed;
    return { path: unquoted(path), mode, content: unquoted(content), next: at + line.length };
  }
  fromHere.lastIndex = at;
  const heading = fromHere.exec(text);
  if (!heading) return undefined;
  const [line, mode = '', path = '', end = ''] = heading;
  const from = at + line.length;
  // Its last line may be its first: then it writes an empty file.
  const to = text.indexOf(`\n${end}\n`, from - 1) + 1;
  if (to === 0) throw new Unreadable(`the script ends within ${unquoted(path)}`);
  return { path: unquoted(path), mode, content: text.slice(from, to), next: to + end.length + 1 };
}

/** Reads a script that Bootwright made: its files, and the commands behind them. */
export function gatherScript(text: string, gathering: Gathering): void {
  const head = ours.exec(text.slice(0, headLength));
  const start = head ? head.index + head[0].length : text.length;
  let wrote = false;
  for (let at = start; at < text.length; ) {
    const put = putAt(text, at);
    if (put) {
      const { path, mode, content } = put;
      const shared = { owner: 'root:root', packed: null, appended: false, also: {} };
      gathering.file({
        path: normalPath(path),
        mode: Number.parseInt(mode, 8),
        content: utf8ToBytes(content),
        ...shared,
      });
      wrote = true;
      at = put.next;
      continue;
    }
    const end = text.indexOf('\n', at);
    const command = text.slice(at, end < 0 ? text.length : end);
    if (wrote && command !== '') gathering.command({ when: 'script', command });
    at = end < 0 ? text.length : end + 1;
  }
}

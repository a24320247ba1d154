import { characters, type Scan } from './scan.js';

/** A word of a command: where its text begins and ends, without quotes. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A command's words, and what is behind them: `|`, `<<<`, a line's end … */
export interface Command {
  readonly words: readonly Word[];
  readonly end: number;
}

const longestShown = 300;

const betweenWords = characters(' \t\r,]');
const wordEnds = /[\s;|&()]|,(?=[\s"'])/;

/** The end of a word with its quotes; the line's end where one is left open. */
function wordEnd(scan: Scan, from: number, limit: number): number {
  const { text } = scan;
  let [quote, at] = ['', from];
  for (; at < limit; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\' && quote !== "'") at += 1;
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    // A comma parts the entries of a list: [docker, login].
    else if (quote === '' && wordEnds.test(text.slice(at, at + 2)) && (character === ',' || wordEnds.test(character)))
      break;
  }
  scan.steps += at - from + 1;
  return Math.min(at, limit);
}

/** A word without the signs of a list and the quotes around it. */
function bare(text: string, from: number, to: number): Word {
  let [start, end] = [from, to];
  while (start < end && /[[\\"'$]/.test(text[start] ?? '') && !/^\$[\w{(]/.test(text.slice(start, start + 2)))
    start += 1;
  while (end > start && /[\]\\"',]/.test(text[end - 1] ?? '')) end -= 1;
  return { text: text.slice(start, Math.min(end, start + longestShown)), start, end };
}

/** A program's name in quotes of its own, as an entry of a list has it. */
function quotedProgram(text: string, from: number): Word | undefined {
  const quote = text[from - 1] ?? '';
  const end = from + (/^[\w-]+/.exec(text.slice(from, from + 40))?.[0].length ?? 0);
  return /["']/.test(quote) && text[end] === quote ? { text: text.slice(from, end), start: from, end } : undefined;
}

/** The place from which a command goes on, on the next line; -1 where it ends. */
function nextLine(text: string, at: number, limit: number, isEntry: boolean): number {
  const next = /^\\?\r?\n[ \t]{0,64}(- )?/.exec(text.slice(Math.min(at, limit), limit + 70));
  const goesOn = text[at] === '\\' || text[limit - 1] === '\\' || (isEntry && next?.[1] !== undefined);
  return goesOn && next !== null && limit < text.length ? Math.min(at, limit) + next[0].length : -1;
}

/** The words from a program's name on: to the end of its command, whose lines a backslash or a list joins. */
export function wordsAt(scan: Scan, from: number): Command {
  const { text } = scan;
  const first = quotedProgram(text, from);
  const words: Word[] = first ? [first] : [];
  let at = first ? first.end + 1 : from;
  let limit = scan.lineEnd(at);
  const isEntry =
    /(?:^|\n)[ \t]*(?:- )+["']?$/.test(text.slice(Math.max(0, from - 64), from)) &&
    /^[\w-]+["']?\s*$/.test(text.slice(from, Math.min(limit, from + 64)));
  for (;;) {
    at = scan.run(at, betweenWords, limit);
    if (at < limit && !/^\\[\r\n]/.test(text.slice(at, at + 2))) {
      if (/[;|&()]/.test(text[at] ?? '')) return { words, end: at };
      const end = Math.max(at + 1, wordEnd(scan, at, limit));
      words.push(bare(text, at, end));
      at = end;
      continue;
    }
    const next = nextLine(text, at, limit, isEntry);
    if (next < 0) return { words, end: Math.max(at, limit) };
    at = next;
    limit = scan.lineEnd(at);
  }
}

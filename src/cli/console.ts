import { writeSync } from 'node:fs';
import { SecretLabels } from '../secrets/labels.js';

/** Standard output holds data and nothing else; what is said to people goes to standard error. */
const data = 1;
const talk = 2;

/**
 * Writes to the file itself: `process.stdout` costs a start several milliseconds, and loses its tail when the process
 * ends before a pipe is drained.
 */
function write(file: number, content: string | Uint8Array): void {
  let rest = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(file, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // The reader has gone (`| head`): it has all that it wanted.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // A pipe that is full and was opened as non-blocking: wait until its reader has caught up.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Writes data to standard output. */
export function printData(content: string | Uint8Array): void {
  write(data, content);
}

/** Numbers for the secrets in all that one run says of documents. */
const labels = new SecretLabels();

/** Writes a report on documents to standard output: where their secrets were, with numbers. */
export function printReport(text: string): void {
  write(data, labels.in(text));
}

/** What is said while nobody wants to hear it; undefined: it is said at once. */
let held: string[] | undefined;

/** From now on what is said is kept back: `--quiet`. */
export function holdTalk(): void {
  held = [];
}

/** Says what was kept back: all is not well. */
export function releaseTalk(): void {
  const texts = held ?? [];
  held = undefined;
  for (const text of texts) write(talk, text);
}

/** Says something to people, on standard error; secrets have the same numbers there. */
export function say(text: string): void {
  const said = labels.in(text.endsWith('\n') ? text : `${text}\n`);
  if (held === undefined) write(talk, said);
  else held.push(said);
}

/** Says what is wrong, which nobody wants kept back. */
export function complain(text: string): void {
  releaseTalk();
  say(text);
}

/** Writes on the line of a terminal that the next text replaces. */
export function showOnLine(text: string): void {
  if (held === undefined) write(talk, `\r${text}\u001b[K`);
}

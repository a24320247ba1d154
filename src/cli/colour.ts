import { isatty } from 'node:tty';
import { createColors } from 'picocolors';

export type Colours = ReturnType<typeof createColors>;

export type Stream = 'data' | 'talk';

export function isTerminal(stream: Stream): boolean {
  return isatty(stream === 'data' ? 1 : 2);
}

/** Whether a stream is a terminal that shows colours (https://no-color.org). */
export function showsColour(stream: Stream): boolean {
  const { NO_COLOR = '', TERM = '' } = process.env;
  return NO_COLOR === '' && TERM !== 'dumb' && isTerminal(stream);
}

/** Colours for a stream; none where it is not a terminal. */
export function coloursFor(stream: Stream): Colours {
  return createColors(showsColour(stream));
}

import { isatty } from 'node:tty';
import { createColors } from 'picocolors';

export type Colours = ReturnType<typeof createColors>;

/** Whether a stream is a terminal that shows colours (https://no-color.org). */
export function showsColour(stream: 'data' | 'talk'): boolean {
  const { NO_COLOR = '', TERM = '' } = process.env;
  return NO_COLOR === '' && TERM !== 'dumb' && isatty(stream === 'data' ? 1 : 2);
}

/** Colours for a stream; none where it is not a terminal. */
export function coloursFor(stream: 'data' | 'talk'): Colours {
  return createColors(showsColour(stream));
}

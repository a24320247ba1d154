import { isatty } from 'node:tty';
import { createColors } from 'picocolors';

export type Colours = ReturnType<typeof createColors>;

export type Stream = 'data' | 'talk';

export function isTerminal(stream: Stream): boolean {
  return isatty(stream === 'data' ? 1 : 2);
}

/**
 * Whether a stream shows colours: where `FORCE_COLOR` or `NO_COLOR` says so, else on a terminal (https://no-color.org,
 * https://force-color.org). `--color` sets these (main.ts).
 */
export function showsColour(stream: Stream): boolean {
  const { FORCE_COLOR, NO_COLOR = '', TERM = '' } = process.env;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return NO_COLOR === '' && TERM !== 'dumb' && isTerminal(stream);
}

/** Colours for a stream; none where it is not a terminal. */
export function coloursFor(stream: Stream): Colours {
  return createColors(showsColour(stream));
}

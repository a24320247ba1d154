import { join } from 'node:path';
import { EmulatorFault } from '../machine/machine.js';
import { Teardown } from './teardown.js';

/** What an attempt needs to end well: what it made is undone in the end, and the signal says when to give up. */
export interface Attempt {
  readonly teardown: Teardown;
  readonly interruption: AbortController;
}

/**
 * Tries something within a time limit, and cleans up behind it whatever happens. Gives the emulator's fault where that
 * is what ended it: it is not the document's, and worth one more try. `late` is the reason when time is up.
 */
export async function withinLimit<Result>(
  stopped: AbortSignal,
  limitMs: number,
  late: Error,
  body: (attempt: Attempt) => Promise<Result>,
): Promise<Result | EmulatorFault> {
  const teardown = new Teardown();
  const interruption = new AbortController();
  const onStop = (): void => interruption.abort(stopped.reason);
  stopped.addEventListener('abort', onStop);
  if (stopped.aborted) onStop();
  const timer = setTimeout(() => interruption.abort(late), limitMs);
  try {
    return await body({ teardown, interruption });
  } catch (error) {
    if (error instanceof EmulatorFault) return error;
    throw error;
  } finally {
    clearTimeout(timer);
    stopped.removeEventListener('abort', onStop);
    await teardown.run();
  }
}

/** Tries something in a folder of its own; where the emulator fails, says so, and tries it once more in another one. */
export async function twiceAtMost<Result>(
  work: string,
  attempt: (folder: string) => Promise<Result | EmulatorFault>,
): Promise<Result | EmulatorFault> {
  const first = await attempt(join(work, 'attempt-1'));
  if (!(first instanceof EmulatorFault)) return first;
  console.log(`        the emulator failed, which is not the document's fault: ${first.message}; trying once more`);
  return attempt(join(work, 'attempt-2'));
}

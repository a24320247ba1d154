import { Interruption } from './report.js';

/** Aborts when this run is asked to end, or when nobody reads its output any more. */
export function stoppedFromOutside(): AbortSignal {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => stopped.abort(new Interruption(`stopped by ${signal}`)));
  }
  // A reader that went away (a closed pipe) must not keep the clean-up from happening.
  process.stdout.on('error', () => stopped.abort(new Interruption('nobody reads the output')));
  return stopped.signal;
}

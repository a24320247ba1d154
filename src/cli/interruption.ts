/** Whether Ctrl-C was pressed. */
export interface Interruption {
  readonly requested: boolean;
  /** Lets signals through to the handler, which cannot run while this thread works. */
  readonly listen: () => Promise<void>;
  readonly end: () => void;
}

/** Turns Ctrl-C, and a polite kill, into a wish that work can meet between two steps: so nothing is left half-done. */
export function watchInterruption(): Interruption {
  let requested = false;
  const handler = () => {
    requested = true;
  };
  process.on('SIGINT', handler).on('SIGTERM', handler);
  return {
    get requested() {
      return requested;
    },
    listen: () => new Promise((resolve) => setImmediate(resolve)),
    end: () => process.off('SIGINT', handler).off('SIGTERM', handler),
  };
}

/** Whether Ctrl-C was pressed. */
export interface Interruption {
  readonly requested: boolean;
  /** Fulfilled when it is. */
  readonly happened: Promise<void>;
  /** Lets signals through to the handler, which cannot run while this thread works. */
  readonly listen: () => Promise<void>;
  readonly end: () => void;
}

/** Turns Ctrl-C, and a polite kill, into a wish that work can meet between two steps: so nothing is left half-done. */
export function watchInterruption(): Interruption {
  let requested = false;
  let fulfil = (): void => undefined;
  const happened = new Promise<void>((resolve) => {
    fulfil = resolve;
  });
  const handler = () => {
    requested = true;
    fulfil();
  };
  process.on('SIGINT', handler).on('SIGTERM', handler);
  return {
    get requested() {
      return requested;
    },
    happened,
    listen: () => new Promise((resolve) => setImmediate(resolve)),
    end: () => process.off('SIGINT', handler).off('SIGTERM', handler),
  };
}

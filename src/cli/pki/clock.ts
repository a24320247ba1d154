const second = 1000;

/**
 * A clock that goes on from an instant: what somebody else signs begins after a run has looked at its own. A certificate
 * says whole seconds, so this one runs a second ahead.
 */
export function clockFrom(now: Date): () => Date {
  const start = performance.now();
  return () => new Date(now.getTime() + performance.now() - start + second);
}

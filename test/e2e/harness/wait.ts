import { setTimeout as sleep } from 'node:timers/promises';
import { patient } from './patience.js';

/**
 * Asks again and again until the probe gives a value that is not undefined. A probe that throws is asked again too;
 * what it said last is in the error after `limitMs`.
 */
export async function eventually<T>(
  what: string,
  limitMs: number,
  signal: AbortSignal,
  probe: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = performance.now() + patient(limitMs);
  let last = 'it never answered';
  while (performance.now() < deadline) {
    signal.throwIfAborted();
    try {
      const value = await probe();
      if (value !== undefined) return value;
      last = 'not yet so at the last look';
    } catch (error) {
      signal.throwIfAborted();
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(500, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  throw new Error(`${what}: not within ${Math.round(patient(limitMs) / 1000)} s (${last})`);
}

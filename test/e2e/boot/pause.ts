import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from './stage.js';

/** Lets time pass; throws where the case ends meanwhile. */
export async function pause({ signal }: Pick<Stage, 'signal'>, ms: number): Promise<undefined> {
  await sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}

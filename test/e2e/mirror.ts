import { join } from 'node:path';
import type { Guest } from './guest.js';
import type { FaultName } from './mirror-faults.js';
import type { MirrorAnswer, MirrorSettings } from './mirror-process.js';
import { gateway, type Network } from './network.js';
import { compiled } from './places.js';
import type { ReleaseFile } from './release.js';

const port = 8080;
export const mirrorUrl = `http://${gateway}:${port}`;

/** The one place in the network that files come from. */
export interface Mirror {
  /** Every request that ended, oldest first. */
  readonly answers: readonly MirrorAnswer[];
}

export async function startMirror(
  network: Network,
  release: readonly ReleaseFile[],
  guest: Guest,
  faults: Readonly<Record<string, FaultName>> = {},
): Promise<Mirror> {
  const served = {
    ...Object.fromEntries(release.map(({ path, file }) => [`/${path}`, file])),
    [`/apt/${guest.suite}/`]: guest.repository,
  };
  const settings: MirrorSettings = { address: gateway, port, served, faults };
  const argv = [process.execPath, join(compiled, 'mirror-process.js'), JSON.stringify(settings)] as const;
  const started = network.start('mirror', argv, { ipc: true });
  const answers: MirrorAnswer[] = [];
  const listening = new Promise<void>((resolve) => {
    started.child.on('message', (message: MirrorAnswer | 'listening') => {
      if (message === 'listening') resolve();
      else answers.push(message);
    });
  });
  const gaveUp = started.ended.then((how) => {
    throw new Error(`the mirror ended before it listened: ${how}`);
  });
  await Promise.race([listening, gaveUp]);
  gaveUp.catch(() => undefined);
  return { answers };
}

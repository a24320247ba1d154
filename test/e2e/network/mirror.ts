import { join } from 'node:path';
import { compiled } from '../harness/places.js';
import { hearsWord } from '../harness/process.js';
import type { Guest } from '../supplies/guest.js';
import type { ReleaseFile } from '../supplies/release.js';
import { addressing, type Family, inUrl } from './address-families.js';
import type { FaultPlan } from './mirror-faults.js';
import type { Line, MirrorAnswer, MirrorSettings } from './mirror-process.js';
import { gateways, type Network } from './network.js';

export const mirrorPort = 8080;
export const mirrorUrl = mirrorUrlOf('ipv4');

/** The mirror's URL by its address of a family. */
export function mirrorUrlOf(family: Family): string {
  return `http://${inUrl(addressing[family].gateway)}:${mirrorPort}`;
}

/** A place in the network that files come from. */
export interface Mirror {
  /** Every request that ended, oldest first. */
  readonly answers: readonly MirrorAnswer[];
  /** Forgets the answers so far, and plans what goes wrong from now on. */
  plan(faults: FaultPlan): Promise<void>;
}

export async function startMirror(
  network: Network,
  release: readonly ReleaseFile[],
  guests: readonly Guest[],
  options: { readonly port?: number; readonly line?: Line; readonly folders?: Readonly<Record<string, string>> } = {},
): Promise<Mirror> {
  const { port = mirrorPort, line, folders } = options;
  const served = {
    ...folders,
    ...Object.fromEntries(release.map(({ path, file }) => [`/${path}`, file])),
    ...Object.fromEntries(guests.map(({ suite, repository }) => [`/apt/${suite}/`, repository])),
  };
  const addresses = gateways(network.families);
  const settings: MirrorSettings = { addresses, port, served, ...(line === undefined ? {} : { line }) };
  const argv = [process.execPath, join(compiled, 'network', 'mirror-process.js'), JSON.stringify(settings)] as const;
  const running = network.start(`mirror-${port}`, argv, { ipc: true });
  const answers: MirrorAnswer[] = [];
  running.child.on('message', (message: MirrorAnswer | string) => {
    if (typeof message !== 'string') answers.push(message);
  });
  await hearsWord(running, 'listening');
  const plan: Mirror['plan'] = async (faults) => {
    const planned = hearsWord(running, 'planned');
    running.child.send(faults);
    await planned;
    answers.length = 0;
  };
  return { answers, plan };
}

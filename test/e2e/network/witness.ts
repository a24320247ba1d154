import { join } from 'node:path';
import { compiled } from '../harness/places.js';
import { hearsWord } from '../harness/process.js';
import type { Network } from './network.js';
import type { Witnessed, WitnessSettings } from './witness-process.js';

/** A web server on the machines' network. */
export interface Witness {
  /** What it was asked, oldest first. */
  readonly requests: readonly Witnessed[];
  stop(): Promise<void>;
}

export async function startWitness(network: Network, settings: WitnessSettings): Promise<Witness> {
  const name = `witness-${settings.address}-${settings.port}`;
  const argv = [process.execPath, join(compiled, 'network', 'witness-process.js'), JSON.stringify(settings)] as const;
  const running = network.start(name, argv, { ipc: true });
  const requests: Witnessed[] = [];
  running.child.on('message', (message: Witnessed | string) => {
    if (typeof message !== 'string') requests.push(message);
  });
  await hearsWord(running, 'listening');
  return { requests, stop: () => running.stop() };
}

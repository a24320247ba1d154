import { join } from 'node:path';
import type { Network } from './network.js';
import { compiled } from './places.js';
import type { Witnessed, WitnessSettings } from './witness-process.js';

/** A web server on the machines' network. */
export interface Witness {
  /** What it was asked, oldest first. */
  readonly requests: readonly Witnessed[];
  stop(): Promise<void>;
}

export async function startWitness(network: Network, settings: WitnessSettings): Promise<Witness> {
  const name = `witness-${settings.address}-${settings.port}`;
  const argv = [process.execPath, join(compiled, 'witness-process.js'), JSON.stringify(settings)] as const;
  const { child, ended, stop } = network.start(name, argv, { ipc: true });
  const requests: Witnessed[] = [];
  const listening = new Promise<void>((resolve) => {
    child.on('message', (message: Witnessed | 'listening') => {
      if (message === 'listening') resolve();
      else requests.push(message);
    });
  });
  await Promise.race([listening, ended.then((how) => Promise.reject(new Error(`${name} ended: ${how}`)))]);
  return { requests, stop: () => stop() };
}

import { join } from 'node:path';
import { compiled } from '../harness/places.js';
import { hearsWord } from '../harness/process.js';
import { addressing } from './address-families.js';
import type { MetadataAsked, MetadataSettings } from './metadata-process.js';
import type { Network, Port } from './network.js';

/** What a provider tells a machine that has this user-data, by path. */
export type MetadataOf = (port: Port, userData: string) => Readonly<Record<string, string>>;

/** A provider's metadata service. */
export interface MetadataService {
  /** The requests that it has had, oldest first. */
  readonly asked: readonly MetadataAsked[];
  stop(): Promise<void>;
}

/** Starts a provider's metadata service for the machines on these ports. */
export async function startMetadataService(
  network: Network,
  ports: readonly Port[],
  userData: string,
  metadataOf: MetadataOf,
): Promise<MetadataService> {
  const settings: MetadataSettings = {
    addresses: network.families.map((family) => addressing[family].metadata),
    machines: Object.fromEntries(ports.map((port) => [port.mac, metadataOf(port, userData)])),
  };
  const argv = [process.execPath, join(compiled, 'network', 'metadata-process.js')] as const;
  const running = network.start('metadata', argv, { ipc: true });
  running.child.send(settings);
  const asked: MetadataAsked[] = [];
  running.child.on('message', (message: MetadataAsked | string) => {
    if (typeof message !== 'string') asked.push(message);
  });
  await hearsWord(running, 'listening');
  return { asked, stop: () => running.stop() };
}

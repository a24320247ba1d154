import { existsSync } from 'node:fs';
import { afterEach, beforeEach } from 'vitest';
import { install, MachineRoot } from './machine-root.js';

export let root: MachineRoot;

/** Each test of the file has a machine of its own. */
export function onFreshMachines(): void {
  beforeEach(() => {
    root = new MachineRoot();
  });
  afterEach(() => root.remove());
}

export const state = '/var/lib/bootwright';

export const status = () => JSON.parse(root.read(`${state}/status.json`));

export const calls = (): string[] => (existsSync(root.at('/calls')) ? root.read('/calls').trim().split('\n') : []);

/** Boots the machine as an instance of cloud-init's, of a machine id. */
export function boot(instance: string, machine: string) {
  if (instance) root.write('/var/lib/cloud/data/instance-id', `${instance}\n`);
  root.write('/etc/machine-id', `${machine}\n`);
  return root.run(install);
}

import { readdir } from 'node:fs/promises';
import { tryCommand } from '../harness/command.js';

const namespacePrefix = 'bootwright-e2e-';

/** This process's own. */
export const namespace = `${namespacePrefix}${process.pid}`;

/** A run that was killed outright leaves its namespace, empty: its processes died with it. */
export async function removeLeftOvers(): Promise<void> {
  const namespaces = await readdir('/run/netns').catch((): string[] => []);
  for (const name of namespaces) {
    const pid = name.startsWith(namespacePrefix) ? Number(name.slice(namespacePrefix.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) await tryCommand(['ip', 'netns', 'delete', name]);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import type { Report } from '../harness/report.js';
import type { Hardware } from '../machine/hardware.js';
import type { Laboratory } from '../machine/laboratory.js';
import { neighbourPort } from './neighbour.js';

/** Of the first machine: three further processors could be plugged in, and are not. */
export const smallerInProcessors: Hardware = { memoryMiB: 2048, processors: 1, sockets: 4 };
/** Of the second. */
export const smallerInMemory: Hardware = { memoryMiB: 1536, processors: 2 };

/** Few enough that on the larger machine what pods cost is less than a quarter of the memory. */
export const maxPods = 20;

interface Quantities {
  readonly cpu: string;
  readonly memory: string;
  readonly 'ephemeral-storage': string;
}

/** nodeadm's formula, and what the kubelet keeps from pods until it evicts them. In MiB, and thousandths of a processor. */
function reservedOf(processors: number, memoryMiB: number): { readonly cpu: number; readonly memory: number } {
  const shares = [60, 10, 5, 5];
  const cpu = shares.slice(0, processors).reduce((sum, share) => sum + share, 0);
  return { cpu, memory: Math.min(255 + 11 * maxPods, Math.floor(memoryMiB / 4)) };
}

const evictionMiB = 100;

/** What of the machine pods get is what it has, without what its own size sets aside. */
export async function isReserved(
  { kubectl, port }: Laboratory,
  { processors = 0, memoryMiB = 0 }: Hardware,
): Promise<string> {
  const { status } = await kubectl.get<{ status: { capacity: Quantities; allocatable: Quantities } }>(
    'node',
    port.name,
  );
  const { capacity, allocatable } = status;
  if (Number(capacity.cpu) !== processors) throw new Error(`it has ${capacity.cpu} processors`);
  const total = mebibytes(capacity.memory);
  if (total > memoryMiB || total < memoryMiB * 0.85) throw new Error(`it has ${total} MiB`);
  const { cpu, memory } = reservedOf(processors, Math.floor(total));
  const left = {
    cpu: 1000 * processors - thousandths(allocatable.cpu),
    memory: total - mebibytes(allocatable.memory) - evictionMiB,
  };
  if (left.cpu !== cpu || Math.abs(left.memory - memory) > 1)
    throw new Error(`set aside is ${left.cpu}m and ${left.memory} MiB, not ${cpu}m and ${memory} MiB`);
  return `${cpu}m and ${memory} MiB of ${processors} processors and ${Math.floor(total)} MiB`;
}

function thousandths(quantity: string): number {
  return quantity.endsWith('m') ? Number(quantity.slice(0, -1)) : 1000 * Number(quantity);
}

function mebibytes(quantity: string): number {
  const kibibytes = /^(\d+)Ki$/.exec(quantity)?.[1];
  if (kibibytes === undefined) throw new Error(`${quantity} of memory`);
  return Number(kibibytes) / 1024;
}

/** Both machines have booted the same bytes. */
export async function bothAreReserved(first: Laboratory, report: Report): Promise<void> {
  const second = { ...first, port: neighbourPort };
  await report.check('of the machine with more memory is set aside what 20 pods cost', () =>
    isReserved(first, smallerInProcessors),
  );
  await report.check('of the machine with less a quarter, and more of its processors', () =>
    isReserved(second, smallerInMemory),
  );
}

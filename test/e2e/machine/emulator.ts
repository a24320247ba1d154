import type { Argv } from '../harness/command.js';
import type { Port } from '../network/network.js';
import type { Guest } from '../supplies/guest.js';
import { type Hardware, hardwareOptions } from './hardware.js';

/** What the test does to a guest at one boot. */
export interface BootOptions {
  /** More words for the kernel's command line. */
  readonly kernel?: readonly string[];
  /** Orders for go/hook, without `hook.`; the program comes on a disk of its own. */
  readonly hook?: readonly string[];
  /** The hardware clock's time, in qemu's words. */
  readonly clock?: string;
  /** How often the guest may restart by itself: none, where nothing is said. */
  readonly restarts?: number;
}

/** What a machine is made of, its files by their paths. */
interface Emulated {
  readonly port: Port;
  readonly guest: Guest;
  readonly hardware: Hardware | undefined;
  readonly disk: string;
  readonly seed: string;
  /** The disk with go/hook. */
  readonly hook: string;
  readonly serialLog: string;
}

/** qemu's command line for a boot. */
export function emulatorCommand(
  { port, guest, hardware, disk, seed, hook: program, serialLog }: Emulated,
  { kernel = [], hook = [], clock }: BootOptions,
): Argv {
  const { mac, tap } = port;
  const wide = hardware?.wideExchange ?? false;
  const words = [
    'root=/dev/vda rw console=ttyS0 panic=-1 mitigations=off',
    // A host that is busy answers the kernel's watchdog late; it then takes HPET for its clock, and hardly goes on.
    'tsc=reliable',
    // By its number: the name is for newer kernels alone. 4 * 32 + 13, from the kernel's cpufeatures.h.
    ...(wide ? ['clearcpuid=141'] : []),
    ...(guest.kernelWords ?? []),
    ...kernel,
  ];
  const orders = hook.map((order) => `hook.${order}`);
  return [
    'qemu-system-x86_64',
    ...['-machine', 'q35', '-accel', 'tcg,thread=multi'],
    // With the default model the kernel panics in its slab allocator at random; without cx16 it doesn't.
    ...['-cpu', wide ? 'Nehalem-v1' : 'Nehalem-v1,cx16=off'],
    ...['-display', 'none', '-monitor', 'none', '-no-reboot'],
    ...['-chardev', `file,id=serial,path=${serialLog},append=on`, '-serial', 'chardev:serial'],
    ...(hardware?.loader === undefined
      ? ['-kernel', guest.kernel, '-initrd', guest.initrd, '-append', [...words, ...orders].join(' ')]
      : []),
    ...(clock === undefined ? [] : ['-rtc', `base=${clock}`]),
    ...(guest.firmware === undefined ? [] : ['-smbios', guest.firmware]),
    // The guest's hook cuts the power with it.
    ...['-device', 'isa-debug-exit,iobase=0xf4,iosize=1'],
    ...['-drive', `file=${disk},if=virtio,format=qcow2,cache=unsafe`],
    ...['-drive', `file=${seed},if=virtio,format=raw,readonly=on`],
    ...(orders.length === 0 ? [] : ['-drive', `file=${program},if=virtio,format=raw,readonly=on`]),
    ...['-netdev', `tap,id=net,ifname=${tap},script=no,downscript=no`],
    ...['-device', `virtio-net-pci,netdev=net,mac=${mac}`],
    ...['-device', 'virtio-rng-pci'],
    ...hardwareOptions(hardware),
  ];
}

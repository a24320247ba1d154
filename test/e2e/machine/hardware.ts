/** What a machine is built of, where it differs from the others. */
export interface Hardware {
  readonly memoryMiB?: number;
  readonly processors?: number;
  /** How many processors could be plugged in while it runs: what is in, where nothing is said. */
  readonly sockets?: number;
  /** Beside its own and those of the test. */
  readonly disks?: readonly DataDisk[];
  /** A disk with a boot loader, which finds kernel and command line on the machine's own disk. */
  readonly loader?: string;
  /** Programs find cmpxchg16b, which some are built for; the kernel, which panics of it here, does without. */
  readonly wideExchange?: boolean;
}

/** A raw image, which the guest finds below /dev/disk/by-id by its serial number. */
export interface DataDisk {
  readonly file: string;
  readonly serial: string;
}

/** Of each machine. With one, several machines can run beside each other: a processor that waits for another loses time. */
const usual = Number(process.env.BOOTWRIGHT_E2E_PROCESSORS ?? '2');
if (usual !== 1 && usual !== 2) throw new Error('BOOTWRIGHT_E2E_PROCESSORS is 1 or 2');

/** Memory, processors and further disks, in qemu's words. */
export function hardwareOptions(hardware: Hardware = {}): string[] {
  const { memoryMiB = 2048, processors = usual, sockets = processors, disks = [], loader } = hardware;
  return [
    ...[
      '-smp',
      sockets === processors ? String(processors) : `cpus=${processors},maxcpus=${sockets},sockets=${sockets}`,
    ],
    ...['-m', String(memoryMiB)],
    // As NVMe: the third virtio disk is the hook's, where there are orders for it.
    ...disks.flatMap(({ file, serial }, index) => [
      ...['-drive', `file=${file},if=none,id=data${index},format=raw,cache=unsafe`],
      ...['-device', `nvme,drive=data${index},serial=${serial}`],
    ]),
    ...(loader === undefined
      ? []
      : [
          ...['-drive', `file=${loader},if=none,id=loader,format=raw,snapshot=on`],
          ...['-device', 'ide-hd,drive=loader,bus=ide.0,bootindex=0'],
        ]),
  ];
}

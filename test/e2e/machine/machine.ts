import { statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../harness/command.js';
import { patient } from '../harness/patience.js';
import type { BackgroundProcess } from '../harness/process.js';
import { Interruption } from '../harness/report.js';
import type { Network, Port } from '../network/network.js';
import type { Binaries } from '../supplies/binaries.js';
import type { Guest } from '../supplies/guest.js';
import { type BootOptions, emulatorCommand } from './emulator.js';
import type { Hardware } from './hardware.js';

/** The emulator's fault, not the product's: a kernel panic, or qemu ended by itself. Worth one more try. */
export class EmulatorFault extends Interruption {}

/** How a machine's life begins, where that isn't with a fresh disk of its image. */
export interface Origin {
  /** A machine that is off, whose disk this one gets a copy of. */
  readonly copyOf?: Machine;
  /** Who cloud-init is told that the machine is: its port's name, where nothing is said. */
  readonly instance?: string;
  /** What it is built of: what its guest says, where nothing is said. */
  readonly hardware?: Hardware;
}

/** How the emulator ends when the guest restarts: it is told not to reboot. */
const guestRestarts = 'exit status 0';
/** How the guest's hook ends the emulator: isa-debug-exit's statuses for the bytes 42 and 43. */
const cutDone = 'exit status 85';
const cutTooLate = 'exit status 87';

/** The guest's hook found that the instant had passed, and cut all the same. */
export class CutTooLate extends Error {}

/** A kernel's panic in what a boot wrote; early: before the first program ran, when no disk had been touched. */
function panicIn(serial: string): { readonly line: string; readonly early: boolean } | undefined {
  const panic = /Kernel panic - not syncing.*/.exec(serial);
  return panic === null ? undefined : { line: panic[0].trim(), early: !/Run \S+ as init process/.test(serial) };
}

/** A virtual machine: a disk that stays, and an emulator that comes and goes. */
export class Machine {
  readonly serialLog: string;
  readonly disk: string;
  readonly #network: Network;
  readonly #guest: Guest;
  readonly #port: Port;
  readonly #folder: string;
  readonly #hook: string;
  readonly #onFault: (fault: EmulatorFault) => void;
  #emulator: BackgroundProcess | undefined;
  /** How this boot's last emulator ended. */
  #ended: Promise<string> = Promise.resolve('never started');
  #mayEnd = false;
  #logStart = 0;
  #hardware: Hardware | undefined;

  constructor(
    network: Network,
    guest: Guest,
    binaries: Binaries,
    port: Port,
    folder: string,
    onFault: (fault: EmulatorFault) => void,
  ) {
    this.#network = network;
    this.#hook = join(binaries.hook, 'hook');
    this.#guest = guest;
    this.#port = port;
    this.#folder = folder;
    this.#onFault = onFault;
    this.#hardware = guest.hardware;
    this.serialLog = join(folder, 'serial.log');
    this.disk = join(folder, 'disk.qcow2');
  }

  /** Makes the disk, and the seed that cloud-init reads where no provider has one for it. */
  async create(
    userData: string | Buffer,
    { copyOf, instance = this.#port.name, hardware }: Origin = {},
  ): Promise<void> {
    this.#hardware = hardware ?? this.#hardware;
    const seed = join(this.#folder, 'seed');
    await mkdir(seed, { recursive: true });
    await writeFile(this.serialLog, '');
    if (this.#guest.firmware === undefined) {
      const { name } = this.#port;
      await writeFile(join(seed, 'user-data'), userData);
      await writeFile(join(seed, 'meta-data'), `instance-id: ${instance}\nlocal-hostname: ${name}\n`);
    }
    const label = this.#guest.firmware === undefined ? 'cidata' : 'nothing';
    const iso = join(this.#folder, 'seed.iso');
    await runCommand(['genisoimage', '-quiet', '-o', iso, '-volid', label, '-joliet', '-rock', seed]);
    // An overlay names its image by the whole path: its copy finds it from anywhere.
    if (copyOf !== undefined) await runCommand(['cp', '--sparse=always', copyOf.disk, this.disk]);
    else await runCommand(['qemu-img', 'create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', this.#guest.disk, this.disk]);
  }

  powerOn(options: BootOptions = {}): void {
    if (this.#emulator !== undefined && !this.#emulator.hasEnded()) throw new Error('the machine is on');
    this.#mayEnd = false;
    this.#ended = this.#emulate(options, 2);
  }

  /** Runs the emulator to its end. A kernel that panics before it has looked at the disk is started anew. */
  async #emulate(options: BootOptions, triesLeft: number): Promise<string> {
    this.#logStart = statSync(this.serialLog).size;
    const command = emulatorCommand(
      {
        port: this.#port,
        guest: this.#guest,
        hardware: this.#hardware,
        disk: this.disk,
        seed: join(this.#folder, 'seed.iso'),
        hook: this.#hook,
        serialLog: this.serialLog,
      },
      options,
    );
    const emulator = this.#network.start(`qemu-${this.#port.name}`, command);
    this.#emulator = emulator;
    const panicWatch = setInterval(() => void this.#lookForPanic(emulator), 2000);
    const how = await emulator.ended;
    clearInterval(panicWatch);
    if (this.#mayEnd || how === cutDone || how === cutTooLate) return how;
    const { restarts = 0 } = options;
    if (how === guestRestarts && restarts > 0) {
      console.log('        the guest restarts by itself');
      return this.#emulate({ ...options, restarts: restarts - 1 }, triesLeft);
    }
    // The folder may be gone with the case.
    const panic = panicIn(await this.serialText('boot').catch(() => ''));
    if (panic?.early && triesLeft > 0) {
      console.log(`        the emulator failed before the guest had a disk (${panic.line}): powered on once more`);
      return this.#emulate(options, triesLeft - 1);
    }
    this.#onFault(new EmulatorFault(panic?.line ?? `the emulator ended by itself: ${how}`));
    return how;
  }

  /** The guest restarts itself on request; the emulator, told not to reboot, ends, and the same disk boots again. */
  async restart(request: () => Promise<unknown>, limitMs: number): Promise<void> {
    this.#mayEnd = true;
    await request();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const limit = patient(limitMs);
      timer = setTimeout(() => reject(new Error(`the guest didn't go down within ${limit / 1000} s`)), limit);
    });
    await Promise.race([this.#ended, late]).finally(() => clearTimeout(timer));
    this.powerOn();
  }

  async cutPower(): Promise<void> {
    this.#mayEnd = true;
    await this.#emulator?.stop(0);
  }

  /** Waits for the cut that the guest's hook was told to make at this boot; gives the path that it was made at. */
  async cutByItself(limitMs: number, signal: AbortSignal): Promise<string> {
    const patience = new AbortController();
    const late = sleep(patient(limitMs), undefined, { signal: AbortSignal.any([patience.signal, signal]) }).catch(
      () => undefined,
    );
    const how = await Promise.race([this.#ended, late]).finally(() => patience.abort());
    signal.throwIfAborted();
    const said = (await this.serialText('boot'))
      .match(/^hook: .*$/gm)
      ?.at(-1)
      ?.trim();
    if (how === cutDone) return said?.replace(/^hook: cut at /, '') ?? 'nothing said';
    if (how === cutTooLate) throw new CutTooLate(said?.replace(/^hook: /, ''));
    throw new Error(`no cut within ${patient(limitMs) / 1000} s; ${said ?? 'the hook said nothing'}`);
  }

  /** What the machine wrote to its serial console, ever or since it was powered on last. */
  async serialText(since: 'ever' | 'boot' = 'ever'): Promise<string> {
    const log = await readFile(this.serialLog);
    return log.subarray(since === 'boot' ? this.#logStart : 0).toString();
  }

  async #lookForPanic(emulator: BackgroundProcess): Promise<void> {
    if (panicIn(await this.serialText('boot')) !== undefined) await emulator.stop(0);
  }
}

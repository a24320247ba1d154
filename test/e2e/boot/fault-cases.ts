import { patient } from '../harness/patience.js';
import type { BootOptions } from '../machine/emulator.js';
import { mirrorPort } from '../network/mirror.js';
import { gatewayName } from '../network/network.js';
import type { Suite } from '../supplies/guest.js';
import type { BootCase } from './case.js';
import { appears, endsFailed, endsReady } from './endings.js';
import { pause } from './pause.js';
import type { Stage } from './stage.js';

const state = '/var/lib/bootwright';
const mirrorByName = `http://${gatewayName}:${mirrorPort}`;
const artifacts = ['kubernetes-node', 'containerd', 'runc', 'cni-plugins', 'crictl'];
const minuteMs = 60_000;

/** Faults that pass: the machine must outlast them. */
export function passingFaultCases(guest: Suite): readonly BootCase[] {
  return [
    {
      name: 'names-a-minute-late',
      what: 'no name server answers for a minute after the first download was tried',
      guest,
      changes: { mirrors: [mirrorByName] },
      limitMinutes: 12,
      play: outlastsMissingNames,
    },
    {
      name: 'clock-in-1970',
      what: 'the hardware clock says 1970, and the time server answers half a minute after the install began to wait',
      guest,
      limitMinutes: 12,
      play: waitsForTheTime,
    },
    {
      name: 'dpkg-locked-for-a-minute',
      what: "another program holds dpkg's lock until a minute after the packages step began",
      guest,
      limitMinutes: 12,
      play: waitsForDpkg,
    },
    {
      name: 'address-a-minute-late',
      what: "the address comes 45 s after cloud-init's last stage began, on a system that does not wait for the network",
      guest,
      limitMinutes: 12,
      play: waitsForTheAddress,
    },
  ];
}

async function outlastsMissingNames(stage: Stage): Promise<string> {
  const { machine, services, shell } = stage;
  await services.names.off();
  machine.powerOn();
  await shell.opened(3 * minuteMs);
  await appears(stage, `${state}/log/runc`);
  await pause(stage, minuteMs);
  services.names.on();
  const tried = await shell.run(`cat ${state}/log/runc`);
  if (!/resolve/i.test(tried)) throw new Error(`the missing names were not in the way: ${tried}`);
  return endsReady(stage, 8 * minuteMs);
}

async function waitsForTheTime(stage: Stage): Promise<string> {
  const { machine, services, shell } = stage;
  await services.time.off();
  machine.powerOn({ clock: '1970-01-02T00:00:00' });
  await shell.opened(3 * minuteMs);
  await appears(stage, `${state}/log/clock`);
  await pause(stage, minuteMs / 2);
  const { code } = await shell.attempt(`test -e ${state}/done/clock`);
  const clock = (await shell.run('date -u +%FT%TZ')).trim();
  if (code === 0) throw new Error(`the install went on although the clock said ${clock}`);
  services.time.on();
  stage.note(`it waited while its clock said ${clock}`);
  return endsReady(stage, 8 * minuteMs);
}

async function waitsForDpkg(stage: Stage): Promise<string> {
  const { machine, shell } = stage;
  machine.powerOn({ hook: ['lock=60'] });
  const said = await endsReady(stage, 8 * minuteMs);
  const log = await shell.run(`cat ${state}/log/packages`);
  if (!/lock/i.test(log)) throw new Error(`the lock was not in the way: ${log}`);
  return said;
}

async function waitsForTheAddress(stage: Stage): Promise<string> {
  const { machine, services } = stage;
  await services.addresses.off();
  const waiting = 'systemd-networkd-wait-online.service';
  machine.powerOn({ kernel: [`systemd.mask=${waiting}`] });
  await consoleSays(stage, /Cloud-init v\. \S+ running 'modules:final'/, 3 * minuteMs);
  await pause(stage, 45_000);
  services.addresses.on();
  return endsReady(stage, 8 * minuteMs, new RegExp(`^lacks unit ${waiting} `));
}

/** Faults that stay until somebody cures them: the machine must say so, and be ready on the boot after the cure. */
interface StayingFault {
  readonly name: string;
  readonly what: string;
  /** What the first boot is given. */
  readonly boot: BootOptions;
  readonly changes?: BootCase['changes'];
  readonly steps: readonly string[];
  readonly reason: RegExp;
  readonly begin?: (stage: Stage) => Promise<unknown>;
  readonly cure: (stage: Stage) => Promise<unknown>;
}

const stayingFaults: readonly StayingFault[] = [
  {
    name: 'disk-full',
    what: 'the disk is full when the install begins, and is not on the next boot',
    boot: { hook: ['fill'] },
    steps: [...artifacts, 'packages', 'host'],
    reason: /no space left|no source has|not enough free space/i,
    cure: ({ shell }) => shell.run('rm /filler && sync'),
  },
  {
    name: 'target-read-only',
    what: '/opt/cni/bin is read-only, and is not on the next boot',
    boot: { hook: ['readonly=/opt/cni/bin'] },
    steps: ['host', 'cni-plugins'],
    reason: /read-only file system/i,
    cure: async () => undefined,
  },
  {
    name: 'names-missing-for-good',
    what: 'no name server answers until the next boot',
    boot: {},
    changes: { mirrors: [mirrorByName] },
    steps: artifacts,
    reason: /no source has|resolve/i,
    begin: ({ services }) => services.names.off(),
    cure: async ({ services }) => services.names.on(),
  },
];

export function stayingFaultCases(guest: Suite): readonly BootCase[] {
  return stayingFaults.map(({ name, what, changes, ...fault }) => ({
    name,
    what,
    guest,
    ...(changes === undefined ? {} : { changes }),
    limitMinutes: 15,
    play: (stage) => failsUntilCured(stage, fault),
  }));
}

async function failsUntilCured(stage: Stage, fault: Omit<StayingFault, 'name' | 'what'>): Promise<string> {
  await fault.begin?.(stage);
  stage.machine.powerOn(fault.boot);
  stage.note(await endsFailed(stage, fault.steps, fault.reason));
  await fault.cure(stage);
  await stage.machine.cutPower();
  stage.machine.powerOn();
  return endsReady(stage);
}

async function consoleSays(stage: Stage, what: RegExp, limitMs: number): Promise<undefined> {
  const deadline = performance.now() + patient(limitMs);
  while (!what.test(await stage.machine.serialText('boot'))) {
    if (performance.now() > deadline) throw new Error(`the console does not say ${what}`);
    await pause(stage, 500);
  }
}

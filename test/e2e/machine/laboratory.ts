import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ControlPlane, startControlPlane } from '../control-plane/control-plane.js';
import { keysIn } from '../control-plane/keys.js';
import type { Kubectl } from '../control-plane/kubectl.js';
import type { BootDocument } from '../document/document.js';
import { type Argv, type CommandResult, runCommand, tryCommand } from '../harness/command.js';
import type { Teardown } from '../harness/teardown.js';
import type { Family } from '../network/address-families.js';
import { type Mirror, startMirror } from '../network/mirror.js';
import { type Network, openNetwork, type Port } from '../network/network.js';
import type { Binaries } from '../supplies/binaries.js';
import type { Guest } from '../supplies/guest.js';
import type { Images } from '../supplies/image.js';
import type { ReleaseFile } from '../supplies/release.js';
import { type EmulatorFault, Machine, type Origin } from './machine.js';
import { openShell, type Shell } from './shell.js';

/** What every case needs and no case changes; made once, from the cache. */
export interface Supplies {
  readonly binaries: Binaries;
  readonly release: readonly ReleaseFile[];
  readonly images: Images;
  readonly guest: Guest;
}

/** A running cluster without workers, and a machine that is to become one. */
export interface Laboratory {
  readonly supplies: Supplies;
  readonly network: Network;
  readonly mirror: Mirror;
  readonly kubectl: Kubectl;
  readonly controlPlane: ControlPlane;
  readonly machine: Machine;
  readonly shell: Shell;
  readonly port: Port;
  readonly document: BootDocument;
  /** Runs a program on the machines' network, outside of all of them. */
  readonly outside: (...argv: Argv) => Promise<string>;
  /** The same for one that takes minutes, and may fail. */
  readonly outsideAtLength: (...argv: Argv) => Promise<CommandResult>;
  readonly signal: AbortSignal;
  /** One more machine for the same cluster. */
  readonly another: (document: BootDocument, port: Port, origin?: Origin) => Promise<Laboratory>;
}

/** A running cluster, and what machines for it are made with. */
export interface Site {
  readonly supplies: Supplies;
  readonly network: Network;
  readonly mirror: Mirror;
  readonly kubectl: Kubectl;
  readonly controlPlane: ControlPlane;
  readonly folder: string;
  readonly teardown: Teardown;
  readonly interruption: AbortController;
}

/** What a cluster has that is not as in all cases. */
export interface SiteOptions {
  /** Of its network, the cluster's first one first: IPv4 alone, where nothing is said. */
  readonly families?: readonly Family[];
  readonly controllerManagerFlags?: readonly string[];
  /** Starts a control plane that is not made of the document's keys. */
  readonly controlPlane?: StartControlPlane;
}

/** `folder` is the attempt's, for what the control plane writes. */
export type StartControlPlane = (
  network: Network,
  supplies: Supplies,
  document: BootDocument,
  folder: string,
  signal: AbortSignal,
) => Promise<ControlPlane>;

export async function openLaboratory(
  supplies: Supplies,
  document: BootDocument,
  port: Port,
  folder: string,
  teardown: Teardown,
  interruption: AbortController,
  { controllerManagerFlags, families, controlPlane: start }: SiteOptions = {},
): Promise<Laboratory> {
  await mkdir(folder, { recursive: true });
  const network = await openNetwork(folder, teardown, families);
  const mirror = await startMirror(network, supplies.release, [supplies.guest]);
  const itsFolder = join(folder, 'control-plane');
  const { signal } = interruption;
  const keys = document.controlPlane ?? keysIn(document.pki);
  const controlPlane = start
    ? await start(network, supplies, document, itsFolder, signal)
    : await startControlPlane(network, supplies.binaries, keys, itsFolder, signal, controllerManagerFlags);
  const { kubectl } = controlPlane;
  const site = { supplies, network, mirror, kubectl, controlPlane, folder, teardown, interruption };
  return placeMachine(site, document, port);
}

/** Makes a machine for the document, which is off yet, and goes with the attempt. */
export async function placeMachine(
  site: Site,
  document: BootDocument,
  port: Port,
  origin: Origin = {},
): Promise<Laboratory> {
  const { supplies, network, mirror, kubectl, controlPlane, folder, teardown, interruption } = site;
  const { signal } = interruption;
  await mkdir(folder, { recursive: true });
  const onFault = (fault: EmulatorFault): void => interruption.abort(fault);
  const machine = new Machine(network, supplies.guest, supplies.binaries, port, folder, onFault);
  await machine.create(document.bytes ?? document.text, origin);
  teardown.defer('the disk', () => rm(machine.disk, { force: true }));
  teardown.defer('the machine', () => machine.cutPower());
  const shell = await openShell(network, supplies.guest, port, folder, signal);
  teardown.defer('ssh', () => shell.close());
  const another: Laboratory['another'] = (itsDocument, itsPort, itsOrigin) => {
    const itsFolder = join(folder, itsOrigin?.instance ?? itsPort.name);
    return placeMachine({ ...site, folder: itsFolder }, itsDocument, itsPort, itsOrigin);
  };
  const outside = outsideOf(network, signal);
  const cluster = { supplies, network, mirror, kubectl, controlPlane };
  return { ...cluster, machine, shell, port, document, ...outside, signal, another };
}

/** Programs on the machines' network, outside of all of them. */
function outsideOf(network: Network, signal: AbortSignal): Pick<Laboratory, 'outside' | 'outsideAtLength'> {
  return {
    outside: (...argv) => runCommand(network.inside(argv), { signal, timeoutMs: 30_000 }),
    outsideAtLength: (...argv) => tryCommand(network.inside(argv), { signal, timeoutMs: 240_000 }),
  };
}

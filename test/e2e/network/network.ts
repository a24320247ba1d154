import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Argv, runCommand, tryCommand } from '../harness/command.js';
import { compiled } from '../harness/places.js';
import { type BackgroundProcess, startProcess } from '../harness/process.js';
import type { Teardown } from '../harness/teardown.js';

/** The bridge's own address: router, name server and download mirror of the guests. */
export const gateway = '10.240.0.1';
export const apiServerAddress = '10.240.0.10';
/** Where most providers serve metadata: the bridge has it too, for tests that serve something there. */
export const metadataAddress = '169.254.169.254';

/** A place on the network that a guest can be plugged into. */
export interface Port {
  readonly name: string;
  readonly address: string;
  readonly mac: string;
  readonly tap: string;
  readonly podCIDR: string;
}

export const ports: readonly Port[] = [0, 1, 2].map((index) => ({
  name: `worker-${index}`,
  address: `10.240.0.${20 + index}`,
  mac: `52:54:00:f0:00:${20 + index}`,
  tap: `tap${index}`,
  podCIDR: `10.200.${index}.0/24`,
}));

/** A program that serves the network, and that a test can take away and bring back. */
export interface Service {
  on(): void;
  off(): Promise<void>;
}

/** A network of its own: nothing that runs in it reaches this machine's network, or the other way round. */
export interface Network {
  /** The command that runs `argv` in the network and dies with this process. */
  inside(argv: Argv): Argv;
  start(name: string, argv: Argv, options?: { ipc?: boolean }): BackgroundProcess;
  /** Addresses by DHCP, names by DNS, the time by NTP; all are on at the start. */
  readonly services: Readonly<Record<'addresses' | 'names' | 'time', Service>>;
  readonly logFolder: string;
}

const prefix = 'bootwright-e2e-';

export async function openNetwork(logFolder: string, teardown: Teardown): Promise<Network> {
  await removeLeftOvers();
  const namespace = `${prefix}${process.pid}`;
  const ip = (...args: string[]): Promise<string> => runCommand(['ip', '-n', namespace, ...args]);
  const inside = (argv: Argv): Argv => ['ip', 'netns', 'exec', namespace, 'setpriv', '--pdeathsig', 'KILL', ...argv];
  await runCommand(['ip', 'netns', 'add', namespace]);
  teardown.defer('the network', () => runCommand(['ip', 'netns', 'delete', namespace]));
  await ip('link', 'set', 'lo', 'up');
  await ip('link', 'add', 'bridge0', 'type', 'bridge');
  for (const address of [gateway, apiServerAddress]) await ip('address', 'add', `${address}/24`, 'dev', 'bridge0');
  await ip('address', 'add', `${metadataAddress}/32`, 'dev', 'bridge0');
  await ip('link', 'set', 'bridge0', 'up');
  // cloud-init asks from there where a provider's machines have no other address yet.
  await ip('route', 'add', '169.254.0.0/16', 'dev', 'bridge0');
  for (const port of ports) {
    await ip('tuntap', 'add', 'dev', port.tap, 'mode', 'tap');
    await ip('link', 'set', port.tap, 'master', 'bridge0', 'up');
    await ip('route', 'add', port.podCIDR, 'via', port.address);
  }
  await runCommand(inside(['sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward']));
  const start: Network['start'] = (name, argv, options) => {
    const started = startProcess(name, inside(argv), join(logFolder, `${name}.log`), options);
    teardown.defer(name, () => started.stop());
    return started;
  };
  const service = (name: string, argv: Argv): Service => {
    let running = start(name, argv);
    return {
      on: () => {
        if (running.hasEnded()) running = start(name, argv);
      },
      off: () => running.stop(),
    };
  };
  const services = {
    addresses: service('dhcp', dnsmasq(dhcp(join(logFolder, 'leases')))),
    names: service('dns', dnsmasq(dns)),
    time: service('ntp', [process.execPath, join(compiled, 'network', 'time-server.js'), gateway]),
  };
  return { inside, start, services, logFolder };
}

/** A name in the network for the bridge's own address. */
export const gatewayName = 'mirror.bootwright.test';
/** A name that the API server's certificate has, and that no name server here knows. */
export const unknownName = 'api.bootwright.test';

const dns = [
  '--no-resolv',
  // Nobody to ask: every unknown name is quickly answered with "no such name".
  '--local=/#/',
  ...ports.map(({ address, name }) => `--host-record=${name},${address}`),
  `--host-record=${gatewayName},${gateway}`,
  `--host-record=metadata.google.internal,${metadataAddress}`,
];

function dhcp(leaseFile: string): string[] {
  return [
    '--port=0',
    `--dhcp-leasefile=${leaseFile}`,
    '--dhcp-authoritative',
    '--dhcp-range=10.240.0.0,static',
    ...['router', 'dns-server', 'ntp-server'].map((name) => `--dhcp-option=option:${name},${gateway}`),
    ...ports.map(({ mac, address }) => `--dhcp-host=${mac},${address}`),
  ];
}

function dnsmasq(options: readonly string[]): Argv {
  return [
    'dnsmasq',
    '--keep-in-foreground',
    '--conf-file=/dev/null',
    '--log-facility=-',
    '--pid-file=',
    // A change of user or group would undo that it dies with this process.
    '--user=root',
    '--group=root',
    '--interface=bridge0',
    '--bind-interfaces',
    '--no-hosts',
    ...options,
  ];
}

/** A run that was killed outright leaves its namespace, empty: its processes died with it. */
async function removeLeftOvers(): Promise<void> {
  const namespaces = await readdir('/run/netns').catch((): string[] => []);
  for (const name of namespaces) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
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

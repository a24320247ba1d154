import { join } from 'node:path';
import { type Argv, runCommand } from '../harness/command.js';
import { compiled } from '../harness/places.js';
import { type BackgroundProcess, startProcess } from '../harness/process.js';
import type { Teardown } from '../harness/teardown.js';
import { addressing, type Family } from './address-families.js';
import { namespace, removeLeftOvers } from './namespaces.js';

/** Of IPv4, which most tests have alone. The bridge has the metadata service's too, for tests that serve something there. */
export const { gateway, apiServer: apiServerAddress, metadata: metadataAddress } = addressing.ipv4;

/** A place on the network that a guest can be plugged into. */
export interface Port {
  readonly name: string;
  /** The guest's, and the range of its pods, of the network's first family. */
  readonly address: string;
  readonly podCIDR: string;
  /** Of each family, in the network's order. */
  readonly addresses: readonly string[];
  readonly podCIDRs: readonly string[];
  readonly mac: string;
  readonly tap: string;
}

/** The places on a network that has these families, the cluster's first one first. */
export function portsOf(families: readonly Family[]): readonly Port[] {
  return [0, 1, 2].map((index) => {
    const addresses = families.map((family) => addressing[family].machine(index));
    const podCIDRs = families.map((family) => addressing[family].podsOf(index));
    const [address = '', podCIDR = ''] = [addresses[0], podCIDRs[0]];
    const card = { mac: `52:54:00:f0:00:${20 + index}`, tap: `tap${index}` };
    return { name: `worker-${index}`, address, podCIDR, addresses, podCIDRs, ...card };
  });
}

export const ports = portsOf(['ipv4']);

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
  /** Which it has, the cluster's first one first. */
  readonly families: readonly Family[];
  /** Addresses by DHCP and router advertisements, names by DNS, the time by NTP; all are on at the start. */
  readonly services: Readonly<Record<'addresses' | 'names' | 'time', Service>>;
  readonly logFolder: string;
}

export async function openNetwork(
  logFolder: string,
  teardown: Teardown,
  families: readonly Family[] = ['ipv4'],
): Promise<Network> {
  await removeLeftOvers();
  const ip = (...args: string[]): Promise<string> => runCommand(['ip', '-n', namespace, ...args]);
  const inside = (argv: Argv): Argv => ['ip', 'netns', 'exec', namespace, 'setpriv', '--pdeathsig', 'KILL', ...argv];
  await runCommand(['ip', 'netns', 'add', namespace]);
  teardown.defer('the network', () => runCommand(['ip', 'netns', 'delete', namespace]));
  await ip('link', 'set', 'lo', 'up');
  await ip('link', 'add', 'bridge0', 'type', 'bridge');
  const forwards = families.map((family) => `echo 1 >/proc/sys/net/${switches[family]}`);
  await runCommand(inside(['sh', '-ec', forwards.join('\n')]));
  for (const family of families) for (const address of bridgeAddresses(family)) await ip('address', 'add', ...address);
  await ip('link', 'set', 'bridge0', 'up');
  // cloud-init asks from there where a provider's machines have no other address yet.
  if (families.includes('ipv4')) await ip('route', 'add', '169.254.0.0/16', 'dev', 'bridge0');
  for (const { tap, addresses, podCIDRs } of portsOf(families)) {
    await ip('tuntap', 'add', 'dev', tap, 'mode', 'tap');
    await ip('link', 'set', tap, 'master', 'bridge0', 'up');
    for (const [index, range] of podCIDRs.entries()) await ip('route', 'add', range, 'via', addresses[index] ?? '');
  }
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
    addresses: service(
      'dhcp',
      dnsmasq(
        families.flatMap((family) => given[family](join(logFolder, 'leases'))),
        '--port=0',
      ),
    ),
    names: service('dns', dnsmasq(dns)),
    time: service('ntp', [process.execPath, join(compiled, 'network', 'time-server.js'), ...gateways(families)]),
  };
  return { inside, start, families, services, logFolder };
}

/** The bridge's own addresses of these families. */
export function gateways(families: readonly Family[]): readonly string[] {
  return families.map((family) => addressing[family].gateway);
}

/** What lets the network lead packets on, below /proc/sys/net. */
const switches: Readonly<Record<Family, string>> = { ipv4: 'ipv4/ip_forward', ipv6: 'ipv6/conf/all/forwarding' };

/** The bridge's addresses of a family, in ip's words. Nobody else here can have one of IPv6, and it is there at once. */
function bridgeAddresses(family: Family): readonly (readonly string[])[] {
  const { gateway: router, apiServer, metadata, prefix } = addressing[family];
  const more = family === 'ipv6' ? ['nodad'] : [];
  const alone = family === 'ipv6' ? 128 : 32;
  return [`${router}/${prefix}`, `${apiServer}/${prefix}`, `${metadata}/${alone}`].map((one) => [
    ...[one, 'dev', 'bridge0'],
    ...more,
  ]);
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

/** How many seconds a machine may use the router without a new advertisement, which comes every ten: a route that is not
 * renewed is gone soon. */
export const routerLifetime = 40;

/** How machines get their addresses, by family. */
const given: Readonly<Record<Family, (leaseFile: string) => readonly string[]>> = {
  ipv4: dhcp,
  ipv6: () => [
    '--enable-ra',
    '--dhcp-range=2001:db8::,ra-only,64,600',
    `--ra-param=bridge0,10,${routerLifetime}`,
    `--dhcp-option=option6:dns-server,[${addressing.ipv6.gateway}]`,
  ],
};

function dhcp(leaseFile: string): readonly string[] {
  return [
    `--dhcp-leasefile=${leaseFile}`,
    '--dhcp-authoritative',
    '--dhcp-range=10.240.0.0,static',
    ...['router', 'dns-server', 'ntp-server'].map((name) => `--dhcp-option=option:${name},${gateway}`),
    ...ports.map(({ mac, address }) => `--dhcp-host=${mac},${address}`),
  ];
}

function dnsmasq(options: readonly string[], ...more: readonly string[]): Argv {
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
    ...more,
  ];
}

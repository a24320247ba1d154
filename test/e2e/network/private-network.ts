import { join } from 'node:path';
import { certificateSigner } from '../control-plane/certificates.js';
import { runCommand } from '../harness/command.js';
import { compiled } from '../harness/places.js';
import { hearsWord } from '../harness/process.js';
import type { FrontSettings } from './front-process.js';
import { mirrorPort, startMirror } from './mirror.js';
import { gateway, type Network, ports } from './network.js';
import type { ProxySettings } from './proxy-process.js';

/** What answers in a network that is shut off: its own names and time, and a proxy, the only way out. */
export const privateAddress = '10.240.0.2';
export const privateDomain = 'private.test';
export const proxyName = `proxy.${privateDomain}`;
export const timeName = `ntp.${privateDomain}`;
export const proxyPort = 3128;

/** Outside: no machine has a route there, and nobody inside knows the names. */
export const outsideAddress = '192.0.2.1';
export const outsideMirror = 'mirror.outside.test';
/** Where what is nobody's release is had, below /own/. */
export const ownPort = 8090;
export const outsideRegistry = 'registry.outside.test';

export const proxyUser = { username: 'node', password: 'way-out' };

/** Takes away what all machines have, and shuts the way to all that is outside and to the mirror itself. */
export async function shutOff(network: Network): Promise<void> {
  await network.services.names.off();
  await network.services.time.off();
  const ip = (...args: string[]): Promise<string> => runCommand(network.inside(['ip', ...args]));
  await ip('address', 'add', `${privateAddress}/24`, 'dev', 'bridge0');
  await ip('address', 'add', `${outsideAddress}/32`, 'dev', 'lo');
  const machines = ports.map((port) => port.address).join(', ');
  const from = `ip saddr { ${machines}, 10.200.0.0/16 }`;
  const rules = [
    `${from} ip daddr ${outsideAddress} reject with icmp type net-unreachable`,
    `${from} ip daddr ${gateway} tcp dport { ${mirrorPort}, ${ownPort} } reject with icmp type admin-prohibited`,
  ];
  const chain = ['type filter hook input priority 0', ...rules].join('\n');
  await runCommand(network.inside(['nft', '-f', '-']), { input: `table ip shut {\nchain input {\n${chain}\n}\n}\n` });
}

/** The network's own names and time. */
export function serveInside(network: Network): void {
  const names = [proxyName, timeName].map((name) => `--host-record=${name},${privateAddress}`);
  network.start('private-dns', [
    ...(['dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--log-facility=-', '--log-queries'] as const),
    ...['--pid-file=', '--user=root', '--group=root', '--no-hosts', '--no-resolv', '--local=/#/'],
    ...[`--listen-address=${privateAddress}`, '--bind-interfaces', ...names],
  ]);
  network.start('private-ntp', [process.execPath, join(compiled, 'network', 'time-server.js'), privateAddress]);
}

/** The proxy, and behind it the mirror, over TLS by a certificate of the CA in this folder, and what is in another. */
export async function openWayOut(network: Network, authority: string, own: string): Promise<void> {
  const proxy: ProxySettings = {
    address: privateAddress,
    port: proxyPort,
    ...proxyUser,
    names: { [outsideMirror]: outsideAddress, [outsideRegistry]: outsideAddress },
  };
  const sign = certificateSigner(authority, authority);
  await sign({ file: 'mirror', commonName: outsideMirror, names: [`DNS:${outsideMirror}`] });
  const outside = { address: outsideAddress, behind: { host: gateway, port: mirrorPort } };
  const tls = { certificate: join(authority, 'mirror.pem'), key: join(authority, 'mirror-key.pem') };
  await startMirror(network, [], [], { port: ownPort, folders: { '/own/': own } });
  await startOwn(network, 'proxy', 'proxy', proxy);
  await startOwn(network, 'front', 'outside-https', { ...outside, port: 443, tls });
  // For the package manager.
  await startOwn(network, 'front', 'outside-http', { ...outside, port: 80 });
  await startOwn(network, 'front', 'outside-own', {
    ...outside,
    port: ownPort,
    behind: { host: gateway, port: ownPort },
  });
}

async function startOwn(
  network: Network,
  program: string,
  name: string,
  settings: ProxySettings | FrontSettings,
): Promise<void> {
  const file = join(compiled, 'network', `${program}-process.js`);
  const running = network.start(name, [process.execPath, file, JSON.stringify(settings)], { ipc: true });
  await hearsWord(running, 'listening');
}

/** Where the proxy writes what it was asked. */
export const proxyLog = ({ logFolder }: Network): string => join(logFolder, 'proxy.log');

import { setTimeout as sleep } from 'node:timers/promises';
import { routerLifetime } from '../network/network.js';
import type { Laboratory } from './laboratory.js';

/** The machine forwards IPv6, and has a default route from router advertisements all the same. */
export async function routeIsAdvertised({ shell }: Laboratory): Promise<string> {
  const [forwarding, ...routes] = (await shell.run(look)).trim().split('\n');
  if (forwarding !== '1') throw new Error(`net.ipv6.conf.all.forwarding is ${forwarding}`);
  const [route = ''] = routes.filter((line) => line.includes(' via fe80:'));
  const seconds = Number(/expires (\d+)sec/.exec(route)?.[1] ?? Number.NaN);
  if (!(seconds <= routerLifetime)) throw new Error(`its default routes: ${routes.join(', ')}`);
  return `${route.trim()}, ${await keeperOf(shell)}`;
}

const look = 'cat /proc/sys/net/ipv6/conf/all/forwarding && ip -6 route show default proto ra';

/** Who reads advertisements on the machine's own interface. */
async function keeperOf(shell: Laboratory['shell']): Promise<string> {
  const setting = (await shell.run('cat /proc/sys/net/ipv6/conf/en*/accept_ra')).trim();
  return `accept_ra ${setting}`;
}

/** For so long since the machine forwards, its default route is there whenever somebody looks, by one advertisement after the other. */
export async function routeStays(lab: Laboratory, minutes: number): Promise<string> {
  const { shell, signal } = lab;
  const since = Number(await shell.run('systemctl show -P ActiveEnterTimestampMonotonic ipv6-forwarding')) / 1e6;
  if (!(since > 0)) throw new Error('ipv6-forwarding.service never ran');
  const first = await advertisements(shell);
  let looks = 0;
  for (;;) {
    await routeIsAdvertised(lab);
    looks += 1;
    const { uptime } = await advertisements(shell);
    if (looks > 3 && uptime - since > minutes * 60) break;
    await sleep(10_000, undefined, { signal });
  }
  const last = await advertisements(shell);
  const meanwhile = last.received - first.received;
  if (meanwhile < 2) throw new Error(`only ${meanwhile} advertisements came in ${last.uptime - first.uptime} s`);
  const passed = Math.round((last.uptime - since) / 60);
  return `${last.received} advertisements, each good for ${routerLifetime} s, in ${passed} minutes; there at ${looks} looks`;
}

async function advertisements(shell: Laboratory['shell']): Promise<{ received: number; uptime: number }> {
  const said = await shell.run(
    "sed -n 's/^Icmp6InRouterAdvertisements//p' /proc/net/snmp6; cut -d' ' -f1 /proc/uptime",
  );
  const [received = 0, uptime = 0] = said.trim().split(/\s+/).map(Number);
  return { received, uptime };
}

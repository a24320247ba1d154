import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../harness/report.js';
import type { Laboratory } from '../machine/laboratory.js';
import { apiServerAddress, unknownName } from '../network/network.js';
import {
  outsideAddress,
  outsideMirror,
  outsideRegistry,
  privateAddress,
  proxyLog,
  proxyUser,
  timeName,
} from '../network/private-network.js';

/** Who may pull. */
export const registryUser = { username: 'robot', password: 'correct-horse' };
/** Long before any certificate here is valid: nothing can be had before the clock is set. */
export const wrongClock = '2026-02-03T04:05:06';

/** What shows on the machine, at the proxy and at the registry that all of it was used, and nothing else. */
export async function seeUses(lab: Laboratory, report: Report): Promise<void> {
  await report.check('everything came through the proxy', () => cameThrough(lab));
  await report.check('the registry let in the one user, for each image', () => wasLetIn(lab));
  await report.check("the clock is set by the spec's server", () => timeIsFrom(lab));
  await report.check('names are the own ones, also by the search domain', () => namesAreOwn(lab));
  await report.check("the proxy is the runtime's, and not the kubelet's or kube-proxy's", () => proxyIsTheirs(lab));
  await report.check('no password is open to others', () => passwordsAreClosed(lab));
}

async function cameThrough({ network, port, supplies, mirror }: Laboratory): Promise<string> {
  const lines = (await readFile(proxyLog(network), 'utf8')).split('\n').filter((line) => line.includes(port.address));
  const tunnels = (to: string): number =>
    lines.filter((line) => line.startsWith(`CONNECT ${to} `) && line.endsWith(' 200')).length;
  const plain = lines.filter((line) => /^GET http:\/\/mirror\.outside\.test\/apt\/\S+\.deb .* 200$/.test(line)).length;
  const seen = {
    mirror: tunnels(`${outsideMirror}:443`),
    registry: tunnels(`${outsideRegistry}:5000`),
    packages: plain,
  };
  for (const [what, count] of Object.entries(seen))
    if (count === 0) throw new Error(`nothing of ${what}: ${lines.join('; ')}`);
  const strange = lines.filter((line) => !line.includes('.outside.test'));
  if (strange.length > 0) throw new Error(`the proxy was asked for what is inside: ${strange.join('; ')}`);
  for (const { path } of supplies.release)
    if (!mirror.answers.some((answer) => answer.path === `/${path}`)) throw new Error(`${path} was not fetched`);
  return Object.entries(seen)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');
}

async function wasLetIn({ network, outside }: Laboratory): Promise<string> {
  const url = `https://${outsideAddress}:5000/v2/`;
  const nobody = await outside('curl', '-sk', '-o', '/dev/null', '-w', '%{http_code}', url);
  if (nobody !== '401') throw new Error(`without a password it answers ${nobody}`);
  const log = await readFile(join(network.logFolder, 'registry.log'), 'utf8');
  const asked = log.split('\n').filter((line) => line.includes('authorized request') && line.includes('containerd/'));
  for (const name of ['pause', 'app'])
    if (!asked.some((line) => line.includes(`/v2/${name}/manifests/`)))
      throw new Error(`nobody was let in for ${name}`);
  return `${asked.length} requests, and 401 without`;
}

async function timeIsFrom({ shell }: Laboratory): Promise<string> {
  const said = await shell.run(
    'timedatectl show-timesync -p ServerName -p ServerAddress; timedatectl show -p NTPSynchronized',
  );
  for (const wanted of [`ServerName=${timeName}`, `ServerAddress=${privateAddress}`, 'NTPSynchronized=yes'])
    if (!said.includes(wanted)) throw new Error(said);
  const began = await shell.run(
    'journalctl -b -o short-iso --no-pager | head -n 1 | cut -c1-10; cat /var/lib/bootwright/log/time',
  );
  // systemd does not begin before it was built.
  if (Date.parse(began.slice(0, 10)) > Date.now() - 2 * 86_400_000) throw new Error(`the clock was right: ${began}`);
  return `${said.trim().replaceAll('\n', ', ')}, after ${began.slice(0, 10)}`;
}

async function namesAreOwn({ shell }: Laboratory): Promise<string> {
  const short = await shell.run('getent hosts proxy');
  if (!short.startsWith(privateAddress)) throw new Error(short);
  const api = await shell.run(
    `getent hosts ${unknownName}; grep -c bootwright$ /etc/cloud/templates/hosts.debian.tmpl`,
  );
  if (!api.startsWith(apiServerAddress) || !api.trim().endsWith('1')) throw new Error(api);
  return `${short.trim()}; ${api.split('\n')[0]}`;
}

async function proxyIsTheirs({ shell }: Laboratory): Promise<string> {
  const environment = (program: string): Promise<string> =>
    shell.run(`tr '\\0' '\\n' <"/proc/$(pidof -s ${program})/environ" | grep -i _proxy || :`);
  for (const program of ['kubelet', 'kube-proxy']) {
    const has = await environment(program);
    if (has !== '') throw new Error(`${program} has ${has}`);
  }
  const direct = /^no_proxy=(.*)$/m.exec(await environment('containerd'))?.[1];
  if (direct === undefined) throw new Error('containerd has none');
  return direct;
}

async function passwordsAreClosed({ shell }: Laboratory): Promise<string> {
  const words = [
    registryUser.password,
    proxyUser.password,
    Buffer.from(`${registryUser.username}:${registryUser.password}`).toString('base64'),
  ];
  const search = words.map((word) => `-e ${word}`).join(' ');
  const open = await shell.run(
    `grep -rlsF ${search} /etc /opt /usr/local /var/log /var/lib/bootwright | xargs -r find 2>/dev/null -H -perm /0077 || :`,
  );
  if (open.trim() !== '') throw new Error(`others may read ${open}`);
  const closed = await shell.run('stat -c "%a %n" /opt/bootwright/proxy.env /etc/containerd/certs.d/*/hosts.toml');
  return closed.trim().replaceAll('\n', ', ');
}

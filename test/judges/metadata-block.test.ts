import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { documentsOf, specText } from '../fixture-input.js';
import { installed, judged, outputOf } from './judge.js';

// A pod, its node and the provider's network as three network namespaces: the kernel itself says who reaches what.
const [pod, node, cloud] = ['pod', 'node', 'cloud'].map((name) => `bw-${name}-${process.pid}`) as [
  string,
  string,
  string,
];
const run = (program: string, ...args: string[]) => spawnSync(program, args, { encoding: 'utf8' });
const inside = (space: string, program: string, ...args: string[]) =>
  run('ip', 'netns', 'exec', space, program, ...args);

const metadata = '169.254.169.254';
const metadata6 = 'fd00:ec2::254';
const setUp = [
  ...[pod, node, cloud].map((space) => `netns add ${space}`),
  ...[pod, node, cloud].map((space) => `-n ${space} link set lo up`),
  `-n ${node} link add pods type veth peer name eth0 netns ${pod}`,
  `-n ${node} link add uplink type veth peer name eth0 netns ${cloud}`,
  ...[`${node} address add 10.200.0.1/24 dev pods`, `${node} address add 10.240.0.20/24 dev uplink`],
  ...[`${node} address add fd10::1/64 dev pods nodad`, `${node} address add fd24::20/64 dev uplink nodad`],
  ...[`${pod} address add 10.200.0.2/24 dev eth0`, `${pod} address add fd10::2/64 dev eth0 nodad`],
  ...[`${cloud} address add 10.240.0.1/24 dev eth0`, `${cloud} address add fd24::1/64 dev eth0 nodad`],
  ...[`${cloud} address add ${metadata}/32 dev lo`, `${cloud} address add ${metadata6}/128 dev lo nodad`],
  ...[`${node} link set pods up`, `${node} link set uplink up`, `${pod} link set eth0 up`, `${cloud} link set eth0 up`],
  ...[`${pod} route add default via 10.200.0.1`, `${pod} route add default via fd10::1`],
  ...[`${node} route add default via 10.240.0.1`, `${node} route add default via fd24::1`],
  ...[`${cloud} route add 10.200.0.0/24 via 10.240.0.20`, `${cloud} route add fd10::/64 via fd24::20`],
].map((line) => (/^(netns|-n)/.test(line) ? line : `-n ${line}`));

/** Whether a TCP connection from a namespace comes about. */
const reaches = (space: string, host: string, port: number): boolean =>
  inside(space, process.execPath, '-e', connect, host, String(port)).stdout === 'connected';
const connect = `const s = require('net').connect({ host: process.argv[1], port: process.argv[2] });
s.setTimeout(1000, () => s.destroy());
s.on('connect', () => { process.stdout.write('connected'); s.destroy(); }).on('error', () => {});`;

const listen = `for (const port of [53, 80, 443, 123, 8080])
  require('net').createServer((s) => s.end()).listen(port, '::', () => process.stdout.write('.'));`;

/** How a worker's kubelet is kept waiting for the rules: the command, and the file that it reads, if any. */
function blockOf(os: string): { command: string; rules: string; file: string } {
  const spec = parse(specText('seed-004-kthw-1.21'));
  spec.spec.host = { blockMetadata: true };
  spec.spec.target = { os };
  const [document] = documentsOf(stringify(spec), 'seed-004-kthw-1.21');
  const files = document?.plan.files ?? [];
  const unit = files.find(({ path }) => path === '/etc/systemd/system/kubelet.service')?.content ?? '';
  const [, command = ''] = /^ExecStartPre=(.*)$/m.exec(unit) ?? [];
  const { content = '', path = '' } = files.find(({ origin }) => origin.includes('blockMetadata')) ?? {};
  return { command, rules: content, file: path };
}

const usable = process.getuid?.() === 0 && run('ip', 'netns', 'add', `bw-try-${process.pid}`).status === 0;
if (usable) run('ip', 'netns', 'delete', `bw-try-${process.pid}`);

judged('shellcheck', installed('shellcheck', '--version'), (shellcheck) => {
  it('finds nothing in the rules for iptables', () => {
    expect(outputOf(shellcheck, ['-'], blockOf('ubuntu-18.04').rules)).toBe('');
  });
});

judged('network namespaces', usable ? 'ip' : undefined, () => {
  let server: ReturnType<typeof spawn>;
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-block-'));

  beforeAll(async () => {
    for (const line of setUp) expect(run('ip', ...line.split(' ')).stderr, line).toBe('');
    for (const key of ['ipv4.ip_forward', 'ipv6.conf.all.forwarding'])
      expect(inside(node, 'sh', '-c', `echo 1 >/proc/sys/net/${key.replaceAll('.', '/')}`).stderr).toBe('');
    server = spawn('ip', ['netns', 'exec', cloud, process.execPath, '-e', listen]);
    let ready = '';
    while (ready.length < 5) ready += String(await once(server.stdout as NodeJS.ReadableStream, 'data'));
    // New IPv6 neighbours need a second or two to find each other.
    for (let tries = 0; tries < 10 && !reaches(pod, metadata6, 80); tries += 1);
  }, 60_000);
  afterAll(() => {
    server.kill('SIGKILL');
    for (const space of [pod, node, cloud]) run('ip', 'netns', 'delete', space);
    rmSync(folder, { recursive: true });
  });

  describe.each([
    { os: 'debian-12', tool: 'nft', version: ['--version'], empty: ['nft', 'delete', 'table', 'inet', 'bootwright'] },
    { os: 'ubuntu-18.04', tool: 'iptables', version: ['--version'], empty: ['iptables', '-t', 'mangle', '-F'] },
  ])('$tool, for $os', ({ os, tool, version, empty }) => {
    judged(tool, installed(tool, ...version), () => {
      it('keeps a pod from HTTP at metadata addresses, and nothing else from anything', () => {
        const http = () => [metadata, metadata6].flatMap((host) => [80, 443].map((port) => reaches(pod, host, port)));
        expect(http()).toEqual([true, true, true, true]);
        const { command, rules, file } = blockOf(os);
        const copy = join(folder, basename(file) || 'none');
        writeFileSync(copy, rules);
        // Twice: a kubelet may be started again on a machine that runs. A word in quotes is one for the shell as well.
        for (const _ of [1, 2])
          expect(inside(node, 'sh', '-c', file === '' ? command : command.replace(file, copy)).stderr).toBe('');
        expect(http()).toEqual([false, false, false, false]);
        // DNS and time are served at the same address on some clouds.
        expect([metadata, metadata6].flatMap((host) => [53, 123].map((port) => reaches(pod, host, port)))).toEqual(
          Array(4).fill(true),
        );
        expect([reaches(node, metadata, 80), reaches(node, metadata6, 80)]).toEqual([true, true]);
        expect(reaches(pod, '10.240.0.1', 80)).toBe(true);
        expect(inside(node, ...(empty as [string, ...string[]])).stderr).toBe('');
        expect(reaches(pod, metadata, 80)).toBe(true);
      }, 60_000);
    });
  });
});

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { documentsOf, specText } from '../fixture-input.js';
import { cached, installed, judged, outputOf } from './judge.js';

// A pod, its node, and another machine of the cluster as three network namespaces; the firewall is the real program, on the
// node, with settings of its own: the kernel says who reaches whom.
const [pod, node, other] = ['pod', 'node', 'other'].map((name) => `bw-fw-${name}-${process.pid}`) as [
  string,
  string,
  string,
];
const run = (program: string, ...args: string[]) => spawnSync(program, args, { encoding: 'utf8', timeout: 60_000 });
const inside = (space: string, ...command: string[]) => run('ip', 'netns', 'exec', space, ...command);

const setUp = [
  ...[pod, node, other].flatMap((space) => [`netns add ${space}`, `-n ${space} link set lo up`]),
  `-n ${node} link add cni0 type bridge`,
  `-n ${node} link add pods type veth peer name eth0 netns ${pod}`,
  `-n ${node} link set pods master cni0`,
  `-n ${node} link add uplink type veth peer name eth0 netns ${other}`,
  `-n ${node} address add 10.200.0.1/24 dev cni0`,
  `-n ${node} address add 10.240.0.20/24 dev uplink`,
  `-n ${pod} address add 10.200.0.2/24 dev eth0`,
  `-n ${other} address add 10.240.0.1/24 dev eth0`,
  // A client from elsewhere, and pods of the other machine.
  `-n ${other} address add 203.0.113.5/32 dev lo`,
  `-n ${other} address add 10.200.1.2/32 dev lo`,
  ...[`${node} link set cni0 up`, `${node} link set pods up`, `${node} link set uplink up`],
  ...[`${pod} link set eth0 up`, `${other} link set eth0 up`, `${pod} route add default via 10.200.0.1`],
  ...[`${node} route add default via 10.240.0.1`, `${other} route add 10.200.0.0/24 via 10.240.0.20`],
].map((line) => (/^(netns|-n)/.test(line) ? line : `-n ${line}`));

const listen = `for (const port of process.argv.slice(1).map(Number))
  require('net').createServer((s) => s.end()).listen(port, '0.0.0.0', () => process.stdout.write('.'));`;
const connect = `const { connect } = require('net');
const tried = JSON.parse(process.argv[1]).map(([host, port, localAddress]) => new Promise((resolve) => {
  const socket = connect({ host, port, localAddress });
  const end = (there) => { socket.destroy(); resolve(there); };
  socket.setTimeout(1500, () => end(false)).on('connect', () => end(true)).on('error', () => end(false));
}));
Promise.all(tried).then((all) => console.log(JSON.stringify(all)));`;

/** What a cluster needs, from where: a host, its port and the address of who asks. */
const asked = {
  [other]: {
    'a machine to the kubelet': ['10.240.0.20', 10250, '10.240.0.1'],
    'an API server elsewhere to the kubelet': ['10.240.0.20', 10250, '203.0.113.5'],
    'a machine to a port of the host network': ['10.240.0.20', 9100, '10.240.0.1'],
    'a client to a NodePort': ['10.240.0.20', 30080, '203.0.113.5'],
    'a machine to a pod': ['10.200.0.2', 8080, '10.240.0.1'],
    'a pod from elsewhere to a pod': ['10.200.0.2', 8080, '10.200.1.2'],
    // And what it does not.
    'a client to another port': ['10.240.0.20', 9100, '203.0.113.5'],
  },
  [pod]: {
    'a pod to its node': ['10.240.0.20', 9100, '10.200.0.2'],
    'a pod to a pod elsewhere': ['10.200.1.2', 53, '10.200.0.2'],
  },
};
const traffic = (): Record<string, boolean> =>
  Object.fromEntries(
    Object.entries(asked).flatMap(([space, questions]) => {
      const { stdout } = inside(space, process.execPath, '-e', connect, JSON.stringify(Object.values(questions)));
      const answers = JSON.parse(stdout) as boolean[];
      return Object.keys(questions).map((question, index) => [question, answers[index] ?? false]);
    }),
  );

/** The files of a worker whose firewall is opened. */
function filesOf(target: object, rest: object): Map<string, string> {
  const spec = parse(specText('current-containerd'));
  Object.assign(spec.spec, rest, { target: { os: 'ubuntu-24.04', ...target } });
  const [document] = documentsOf(stringify(spec), 'current-containerd');
  return new Map(document?.plan.files.map(({ path, content }) => [path, content]));
}
const scriptOf = (rest: object = {}) =>
  filesOf({ provider: 'generic' }, { host: { firewall: 'open' }, ...rest }).get('/opt/bootwright/open-firewall.sh') ??
  '';

/** The script of a provider whose images have one firewall. */
const scriptFor = (provider: string) => filesOf({ provider }, {}).get('/opt/bootwright/open-firewall.sh') ?? '';

/** A firewall's programs, and its own settings as they are before the node is one. */
interface Firewall {
  readonly name: string;
  readonly needs: () => string | undefined;
  /** Folders of the machine that the firewall keeps its settings in, and where they come from. */
  readonly places: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  /** Starts it as at a boot; loads it again. */
  readonly start: string;
  readonly reload: string;
}

/** Copies a folder of the machine for the node alone; the command that puts it in its place. */
function mountOf(place: string, from: string, copy: string, files: Firewall['files']): string {
  if (from === '') mkdirSync(copy);
  else cpSync(from, copy, { recursive: true, verbatimSymlinks: true });
  for (const [path, text] of Object.entries(files))
    if (path.startsWith(`${place}/`)) writeFileSync(path.replace(place, copy), text);
  mkdirSync(place, { recursive: true });
  return `mount --bind ${copy} ${place}`;
}

const persistent = cached(/^netfilter-persistent-/, 'usr/sbin/netfilter-persistent')?.replace(
  '/usr/sbin/netfilter-persistent',
  '',
);
const firewalls: readonly Firewall[] = [
  {
    name: 'ufw',
    needs: () => installed('ufw', 'version'),
    places: { '/etc/ufw': '/etc/ufw', '/etc/default': '/etc/default' },
    files: {},
    start: 'sed -i s/ENABLED=no/ENABLED=yes/ /etc/ufw/ufw.conf && /lib/ufw/ufw-init start',
    reload: 'ufw reload',
  },
  {
    name: 'netfilter-persistent',
    needs: () => persistent && installed('iptables', '--version') && 'iptables',
    places: { '/etc/iptables': '', '/usr/share/netfilter-persistent': `${persistent}/usr/share/netfilter-persistent` },
    files: {
      '/etc/iptables/rules.v6': '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n',
      // As in Ubuntu images of OCI.
      '/etc/iptables/rules.v4': `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [463:49013]
:InstanceServices - [0:0]
-A INPUT -p tcp -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p icmp -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT
-A INPUT -j REJECT --reject-with icmp-host-prohibited
-A FORWARD -j REJECT --reject-with icmp-host-prohibited
-A OUTPUT -d 169.254.0.0/16 -j InstanceServices
-A InstanceServices -d 169.254.0.2/32 -p tcp -m owner --uid-owner 0 -m tcp --dport 3260 -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -s 192.0.2.0/24 -j MASQUERADE
COMMIT
`,
    },
    start: 'netfilter-persistent start',
    reload: 'netfilter-persistent reload',
  },
  {
    name: 'firewalld',
    needs: () => installed('firewall-offline-cmd', '--version'),
    places: { '/etc/firewalld': '/etc/firewalld', '/run/dbus': '', '/run/firewalld': '' },
    files: {},
    // They end by themselves, also where the test is killed.
    start: `timeout 300 dbus-daemon --system --nofork --nopidfile &>/run/firewalld/dbus </dev/null &
      until [ -e /run/dbus/system_bus_socket ]; do sleep 0.1; done
      timeout 300 firewalld --nofork --nopid --log-file=/run/firewalld/log &>/run/firewalld/out </dev/null &
      for try in $(seq 60); do firewall-cmd --state >/dev/null 2>&1 && break; sleep 0.5; done; firewall-cmd --state`,
    reload: 'firewall-cmd --reload',
  },
];

const usable = process.getuid?.() === 0 && run('ip', 'netns', 'add', `bw-fw-try-${process.pid}`).status === 0;
if (usable) run('ip', 'netns', 'delete', `bw-fw-try-${process.pid}`);

judged('shellcheck', installed('shellcheck', '--version'), (shellcheck) => {
  it('finds nothing in the script', () => {
    const nodeCIDRs = ['10.240.0.0/24', '10.241.0.0/24'];
    const network = { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24', nodeCIDRs };
    for (const script of [scriptOf(), scriptOf({ network }), scriptFor('vultr'), scriptFor('oci')])
      expect(outputOf(shellcheck, ['-'], script)).toBe('');
  });
});

it('opens what is known to be closed, and leaves the rest, unless the spec says other', () => {
  const opens = (provider: string, host: object) =>
    filesOf({ provider }, { host }).has('/etc/systemd/system/open-firewall.service');
  expect(['vultr', 'oci', 'aws', 'generic'].map((provider) => opens(provider, {}))).toEqual([true, true, false, false]);
  expect(opens('vultr', { firewall: 'leave' })).toBe(false);
  expect(opens('aws', { firewall: 'open' })).toBe(true);
});

it('knows one firewall where the image is known, and each where the spec asks', () => {
  const known = (script: string) =>
    ['ufw', 'firewall-cmd', 'netfilter-persistent'].filter((name) => script.includes(name));
  expect(known(scriptFor('vultr'))).toEqual(['ufw']);
  expect(known(scriptFor('oci'))).toEqual(['netfilter-persistent']);
  expect(known(scriptOf())).toHaveLength(3);
});

it('trusts the ranges that the spec names, and then asks for no others', () => {
  const network = { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24', nodeCIDRs: ['10.240.0.0/24'] };
  expect(scriptOf({ network })).toContain('trusted=("$pods" 10.240.0.0/24)');
  expect(scriptOf({ network })).not.toContain('ip -4 route');
});

judged('network namespaces', usable ? 'ip' : undefined, () => {
  describe.each(firewalls)('$name', ({ name, needs, places, files, start, reload }) => {
    judged(name, needs(), () => {
      const folder = mkdtempSync(join(tmpdir(), 'bootwright-firewall-'));
      const servers: ReturnType<typeof spawn>[] = [];
      let machine: ReturnType<typeof spawn>;

      /** Runs a command on the node: in its network, with its own settings of the firewall. */
      const onNode = (command: string) => {
        const pid = readFileSync(join(folder, 'pid'), 'utf8').trim();
        const path = `${persistent}/usr/sbin:/usr/sbin:/usr/bin:/sbin:/bin`;
        return run('nsenter', '-t', pid, '-m', '-n', 'env', `PATH=${path}`, 'bash', '-c', command);
      };
      const opens = (script: string) => {
        writeFileSync(join(folder, 'script'), script);
        const done = onNode(`bash ${join(folder, 'script')}`);
        expect([done.status, done.stderr], done.stdout).toEqual([0, '']);
        return done.stdout;
      };
      const settings = () =>
        onNode(
          `cd / && tar -c --mtime=@0 ${Object.keys(places)
            .filter((p) => p.startsWith('/etc'))
            .join(' ')} | sha256sum`,
        ).stdout;

      beforeAll(async () => {
        for (const line of setUp) expect(run('ip', ...line.split(' ')).stderr, line).toBe('');
        expect(inside(node, 'sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward').stderr).toBe('');
        const mounts = Object.entries(places).map(([place, from], index) =>
          mountOf(place, from, join(folder, String(index)), files),
        );
        const hold = `set -e; ${mounts.join('; ')}; echo $$ >${join(folder, 'pid')}; echo ready; exec sleep 300`;
        machine = spawn('ip', ['netns', 'exec', node, 'unshare', '-m', 'bash', '-c', hold]);
        await once(machine.stdout as NodeJS.ReadableStream, 'data');
        for (const [space, ports] of [
          [node, [10250, 9100, 30080]],
          [pod, [8080]],
          [other, [53]],
        ] as const) {
          const server = spawn('ip', ['netns', 'exec', space, process.execPath, '-e', listen, ...ports.map(String)]);
          servers.push(server);
          let ready = '';
          while (ready.length < ports.length)
            ready += String(await once(server.stdout as NodeJS.ReadableStream, 'data'));
        }
      }, 60_000);
      afterAll(() => {
        for (const space of [pod, node, other]) {
          const left = run('ip', 'netns', 'pids', space).stdout.split('\n').filter(Boolean);
          if (left.length > 0) run('kill', '-9', ...left);
          run('ip', 'netns', 'delete', space);
        }
        for (const child of [...servers, machine]) child.kill('SIGKILL');
        rmSync(folder, { recursive: true });
      });

      it('lets the cluster through, and nobody else, also when its settings are loaded again', () => {
        const wanted = {
          ...Object.fromEntries(Object.keys(traffic()).map((key) => [key, true])),
          'a client to another port': false,
        };
        expect(Object.values(traffic()), 'without a firewall').toEqual(Object.keys(wanted).map(() => true));
        const started = onNode(`exec >/dev/null; ${start}`);
        expect(started.status, started.stderr).toBe(0);
        expect(
          Object.entries(traffic()).filter(([, there]) => there),
          'with it',
        ).toEqual([]);

        expect(opens(scriptOf())).toContain('open for 10.200.0.0/16 10.240.0.0/24, ports 10250 and 30000 to 32767\n');
        expect(traffic(), 'opened').toEqual(wanted);
        const once = settings();
        opens(scriptOf());
        expect(settings(), 'a second time').toBe(once);

        const again = onNode(reload);
        expect(again.status, again.stderr).toBe(0);
        expect(traffic(), 'loaded again').toEqual(wanted);
      }, 120_000);
    });
  });
});

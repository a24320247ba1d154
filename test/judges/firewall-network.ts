import { spawnSync } from 'node:child_process';

// A pod, its node, and another machine of the cluster as three network namespaces; the firewall is the real program, on the
// node, with settings of its own: the kernel says who reaches whom.
export const [pod, node, other] = ['pod', 'node', 'other'].map((name) => `bw-fw-${name}-${process.pid}`) as [
  string,
  string,
  string,
];
export const run = (program: string, ...args: string[]) =>
  spawnSync(program, args, { encoding: 'utf8', timeout: 60_000 });
export const inside = (space: string, ...command: string[]) => run('ip', 'netns', 'exec', space, ...command);

export const setUp = [
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

export const listen = `for (const port of process.argv.slice(1).map(Number))
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
export const traffic = (): Record<string, boolean> =>
  Object.fromEntries(
    Object.entries(asked).flatMap(([space, questions]) => {
      const { stdout } = inside(space, process.execPath, '-e', connect, JSON.stringify(Object.values(questions)));
      const answers = JSON.parse(stdout) as boolean[];
      return Object.keys(questions).map((question, index) => [question, answers[index] ?? false]);
    }),
  );

import type { Spec } from '../document/document.js';

/** Draws: a number below a bound, or one of several. */
export interface Draw {
  readonly below: (bound: number) => number;
  readonly one: <Value>(values: readonly Value[]) => Value;
}

export const drawFrom = (random: () => number): Draw => {
  const below = (bound: number): number => Math.floor(random() * bound);
  return { below, one: (values) => values[below(values.length)] as never };
};

type Fields = Record<string, unknown>;

/** The mapping at a path of a spec, made where it is missing. */
function at(spec: Fields, ...path: readonly string[]): Fields {
  return path.reduce<Fields>((fields, key) => {
    fields[key] ??= {};
    return fields[key] as Fields;
  }, spec);
}

/** Sets a field to one of these values, or takes it away. */
const field =
  (path: readonly string[], name: string, values: readonly unknown[]) =>
  (spec: Fields, { one }: Draw): void => {
    const fields = at(spec, ...path);
    const value = one([undefined, ...values]);
    if (value === undefined) delete fields[name];
    else fields[name] = value;
  };

const worker = (spec: Fields): Fields => (spec.workers as Fields[])[0] as Fields;

/** A field of the worker's own. */
const ofWorker =
  (name: string, values: readonly unknown[]) =>
  (spec: Fields, { one }: Draw): void => {
    const value = one([undefined, ...values]);
    if (value === undefined) delete worker(spec)[name];
    else worker(spec)[name] = value;
  };

/** A file of every machine's: one of these, or none. */
const hostFile =
  (path: string, values: readonly Fields[]) =>
  (spec: Fields, { one }: Draw): void => {
    const host = at(spec, 'host');
    const others = ((host.files ?? []) as Fields[]).filter((file) => file.path !== path);
    const value = one([undefined, ...values]);
    host.files = value === undefined ? others : [...others, { path, ...value }];
  };

const kubelet = ['kubelet', 'config'];
export const drawnSysctls = ['net.core.somaxconn', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_time'];

const sysctl = (name: string, values: readonly string[]) => field(['host', 'sysctls'], name, values);
const unitSetting = (unit: string, section: string, name: string, values: readonly string[]) =>
  field(['units', unit, section], name, values);

const script = (text: string) => ({ name: 'tune', when: 'beforeKubelet', script: text });

/** All kinds of changes that are drawn, by what of the spec they change. */
export const changes: Readonly<Record<string, (spec: Fields, draw: Draw) => unknown>> = {
  maxPods: field(kubelet, 'maxPods', [40, 60, 110, 150]),
  podsPerCore: field(kubelet, 'podsPerCore', [10, 30, 200]),
  podPidsLimit: field(kubelet, 'podPidsLimit', [1000, 2000]),
  evictionHard: field(kubelet, 'evictionHard', [{ 'memory.available': '100Mi' }, { 'nodefs.available': '5%' }]),
  imageGC: field(kubelet, 'imageGCHighThresholdPercent', [80, 90]),
  containerLogs: field(kubelet, 'containerLogMaxSize', ['20Mi', '50Mi']),
  serialPulls: field(kubelet, 'serializeImagePulls', [true, false]),
  statusFrequency: field(kubelet, 'nodeStatusUpdateFrequency', ['20s', '30s']),
  topology: field(kubelet, 'topologyManagerPolicy', ['best-effort', 'none']),
  cpuManager: field(kubelet, 'cpuManagerPolicy', ['none', 'static']),
  shutdown: field(kubelet, 'streamingConnectionIdleTimeout', ['1h', '2h']),
  verbosity: field(['kubelet', 'flags'], 'v', ['1', '2', '3']),
  reserved: field(['kubelet'], 'reserved', ['auto', 'none']),
  labels: ofWorker('labels', [{ tier: 'batch' }, { tier: 'web', zone: 'a' }]),
  taints: ofWorker('taints', [[{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }]]),
  proxyMode: field(['proxy'], 'mode', ['iptables', 'nftables', 'none']),
  proxyConntrack: field(['proxy', 'config'], 'conntrack', [{ maxPerCore: 16384 }, { min: 65536 }]),
  proxyFlags: field(['proxy', 'flags'], 'v', ['1', '3']),
  runtimeLog: field(['runtime', 'config', 'debug'], 'level', ['info', 'warn']),
  runtimeMetrics: field(['runtime', 'config', 'metrics'], 'address', ['127.0.0.1:1338']),
  oomScore: field(['runtime', 'config'], 'oom_score', [-998, -500]),
  registries: field(['runtime'], 'registries', [
    [{ name: 'docker.io', mirrors: [{ url: 'https://mirror.example.com' }] }],
    [{ name: 'registry.example.com', credentials: { username: 'node', password: 'correct-horse' } }],
  ]),
  handlers: field(['runtime'], 'handlers', [[{ name: 'second', type: 'runc' }]]),
  podCIDR: (spec, { one }) => Object.assign(worker(spec), { podCIDR: one(['10.200.0.0/24', '10.200.7.0/24']) }),
  bridge: field(['cni'], 'bridge', ['cnio0', 'cnio1']),
  hairpin: field(['cni'], 'hairpinMode', [true, false]),
  domain: field(['network'], 'domain', ['cluster.local', 'cluster.example']),
  dns: field(['network'], 'dnsAddress', ['10.32.0.10', '10.32.0.53']),
  endpoint: (spec, { one }) =>
    Object.assign(at(spec, 'controlPlane'), { endpoint: one(['https://10.240.0.1:6443', 'https://10.240.0.10:6443']) }),
  // Of the container's own network: all others are this machine's, too.
  somaxconn: sysctl('net.core.somaxconn', ['8192', '2048']),
  finTimeout: sysctl('net.ipv4.tcp_fin_timeout', ['30', '45']),
  keepalive: sysctl('net.ipv4.tcp_keepalive_time', ['600', '900']),
  modules: field(['host'], 'modules', [['nf_conntrack'], ['vxlan', 'nf_conntrack']]),
  packages: field(['host'], 'packages', [['bootwright-trial-a'], ['bootwright-trial-a', 'bootwright-trial-b']]),
  files: hostFile('/etc/motd.d/node', [{ content: 'one\n' }, { content: 'two\n', mode: '0600' }]),
  ownUnit: hostFile('/etc/systemd/system/watch.service', [
    { content: '[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n' },
  ]),
  users: field(['host'], 'users', [[{ name: 'kube' }]]),
  directories: field(['host'], 'directories', [[{ path: '/srv/data', mode: '0750' }]]),
  hostEntries: field(['host'], 'hostEntries', [[{ address: '10.240.0.10', names: ['api.example.internal'] }]]),
  resolver: field(['host'], 'resolver', [
    { servers: ['10.240.0.2'] },
    { servers: ['10.240.0.3'], search: ['example.internal'] },
  ]),
  time: field(['host'], 'time', [{ servers: ['ntp1.example.com'] }, { servers: ['ntp2.example.com'] }]),
  loginUsers: field(['host'], 'loginUsers', [[{ name: 'ops', sshKeys: [] }]]),
  metadata: field(['host'], 'blockMetadata', [true, false]),
  mask: field(['host'], 'systemUnits', [{ mask: ['apt-daily.timer'] }]),
  egress: field(['host'], 'proxy', [
    { https: 'http://proxy.example.com:3128' },
    { https: 'http://other.example.com:3128', noProxy: ['.internal.example.com'] },
  ]),
  kubeletUnit: unitSetting('kubelet', 'Service', 'RestartSec', ['7', '15']),
  runtimeUnit: unitSetting('containerd', 'Service', 'LimitNOFILE', ['1048576', '524288']),
  proxyUnit: unitSetting('kube-proxy', 'Service', 'RestartSec', ['7', '15']),
  commands: field(['firstBoot'], 'commands', [[script('touch /run/tuned\n')], [script('touch /run/tuned-twice\n')]]),
  onReady: field(['firstBoot'], 'onReady', ['touch /run/node-is-up\n']),
  hardening: field([], 'hardening', ['baseline', 'none']),
  release: (spec, { one }) => Object.assign(at(spec, 'kubernetes'), { version: one(['1.36.4', '1.35.8']) }),
};

/** A copy of the spec with one to three changes of these kinds; their names. */
export function drawChange(
  cluster: Spec,
  kinds: readonly string[],
  draw: Draw,
): { readonly spec: Spec; readonly names: readonly string[] } {
  const spec = structuredClone(cluster);
  const names = Array.from({ length: 1 + (draw.below(3) === 0 ? draw.below(3) : 0) }, () => draw.one(kinds));
  for (const name of new Set(names)) changes[name]?.(spec.spec, draw);
  return { spec, names: [...new Set(names)] };
}

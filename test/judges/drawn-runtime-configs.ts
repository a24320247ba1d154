import fc from 'fast-check';
import { type HeldKeys, holdingAt } from '../../src/eras/runtime-keys.js';
import type { DrawnConfig } from './drawn-configs.js';

/** A table of a runtime's configuration: the steps to it, its keys, and how often it is drawn from. */
export interface DrawnTable {
  readonly steps: readonly string[];
  readonly keys: HeldKeys;
  readonly weight: number;
}

const wrong = fc.constantFrom<unknown>(
  '60',
  'yes',
  'true',
  1.5,
  -1,
  0,
  true,
  15,
  'x y',
  [],
  [1],
  {},
  { a: 1 },
  '1h30',
  2 ** 40,
);
const durations = fc.constantFrom(
  '10s',
  '1m',
  '2m30s',
  '0',
  '0s',
  '-1s',
  '500ms',
  '1.5h',
  '30',
  '30 s',
  '',
  '.5s',
  '1d',
  '1µs',
);
const texts = fc.constantFrom(
  '',
  'a',
  '/etc/containerd/x',
  '0',
  'registry.k8s.io/pause:3.10',
  '127.0.0.1',
  'true',
  '5',
);

/** Mostly values that a key of this kind takes. */
function ofKind(holds: string): fc.Arbitrary<unknown> {
  const [, many, each = ''] = /^(list|map) of (.*)$/.exec(holds) ?? [];
  const right =
    many === 'list'
      ? fc.array(ofKind(each), { maxLength: 2 })
      : many === 'map'
        ? fc.dictionary(fc.constantFrom('a', 'b', 'docker.io'), each === 'any' ? texts : ofKind(each), { maxKeys: 2 })
        : (simple[holds] ?? wrong);
  // A list of several kinds is nothing that TOML has.
  const odd = many === 'list' ? fc.constantFrom<unknown>('a', 5, true, {}, [1]) : wrong;
  return fc.oneof(
    { weight: many === 'list' && each !== 'object' ? 60 : 24, arbitrary: right },
    { weight: 1, arbitrary: odd },
  );
}

const simple: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  boolean: fc.boolean(),
  string: texts,
  number: fc.constantFrom(0.02, 0.5, 1, 0),
  'integer int64': fc.constantFrom(0, 1, 3, 10, 100, 1024, 8192, 65_535, -1, -999, 2 ** 31, 16_777_216),
  'integer uint32': fc.constantFrom(0, 1, 1000),
  'integer uint64': fc.constantFrom(0, 1, 1000, 2048),
  duration: fc.constantFrom('10s', '1m', '0s', '100ms', '5', ''),
  'duration|integer': fc.constantFrom<unknown>('10s', 5_000_000_000, '1m', '5'),
  object: fc.constant({}),
  any: texts,
};

const types = [
  'io.containerd.runc.v2',
  'io.containerd.runsc.v1',
  'io.containerd.kata.v2',
  'io.containerd.runc.v1',
  'io.containerd.runtime.v1.linux',
  '/usr/local/bin/containerd-shim-x-v1',
  'runc',
  'crun.v1',
  'bin/shim',
  '',
];
const options = fc.record(
  {
    SystemdCgroup: fc.oneof({ weight: 9, arbitrary: fc.boolean() }, fc.constantFrom<unknown>('true', 1)),
    BinaryName: fc.constantFrom<unknown>('/usr/bin/crun', '', '/usr/bin/youki'),
    IoUid: fc.constantFrom<unknown>(0, 1000, '0'),
    TypeUrl: fc.constantFrom('io.containerd.runsc.v1.options'),
    Foo: fc.constantFrom<unknown>(1, 'x', true),
  },
  { requiredKeys: [] },
);

/** What the last two steps of a key, or the last one, are drawn from. */
const ofKey: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  default_runtime_name: fc.constantFrom('runc', 'crun', 'kata', 'runc', 'runc', 'nvidia', '', 'untrusted'),
  runtime_type: fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...types.slice(0, 3)) }, fc.constantFrom(...types)),
  runtime_path: fc.constantFrom('', '/usr/bin/containerd-shim-kata-v2'),
  io_type: fc.constantFrom('', 'fifo', 'streaming', 'named_pipe'),
  sandboxer: fc.constantFrom('', 'podsandbox', 'shim', 'podsandboxes'),
  sandbox_mode: fc.constantFrom('', 'podsandbox', 'shim', 'podsandboxes'),
  options,
  snapshotter: fc.constantFrom(
    'overlayfs',
    'overlayfs',
    'native',
    'zfs',
    'erofs',
    'aufs',
    'overlay',
    'stargz',
    'devmapper',
  ),
  stream_server_port: fc.constantFrom('0', '10010', '', 'http', '70000'),
  stream_idle_timeout: durations,
  image_pull_progress_timeout: durations,
  drain_exec_sync_io_timeout: durations,
  'images.stats_collect_period': fc.constantFrom<unknown>(10, 0, '10s'),
  'runtime.stats_collect_period': durations,
  stats_retention_period: durations,
  config_path: fc.constantFrom('/etc/containerd/certs.d', '', '/etc/containerd/certs.d:/etc/docker/certs.d'),
  mirrors: fc.constantFrom<unknown>(
    {},
    { 'docker.io': { endpoint: ['https://mirror.example.com'] } },
    { '*': { endpoint: ['http://10.0.0.1:5000'] } },
  ),
  auths: fc.dictionary(
    fc.constantFrom(
      'https://gcr.io',
      'gcr.io',
      '127.0.0.1:5000',
      'registry.example.com:5000',
      '10.0.0.1/x:y',
      'http://a:b',
      ':x',
      '%zz',
      'http://a b/',
      'http://[::1]:5',
    ),
    fc.record({ username: texts, password: texts, auth: texts }, { requiredKeys: [] }),
    { maxKeys: 1 },
  ),
  key_model: fc.constantFrom('', 'node', 'none'),
  ip_pref: fc.constantFrom('', 'ipv4', 'ipv6', 'cni', 'ipv5'),
  pinned_images: fc.dictionary(
    fc.constantFrom('sandbox', 'other'),
    fc.constantFrom('registry.k8s.io/pause:3.10', '', 'https://a/b', 'A/B'),
    { maxKeys: 2 },
  ),
  sandbox_image: fc.constantFrom('registry.k8s.io/pause:3.10', '', 'https://a/b', 'A/B'),
  platform: fc.constantFrom(
    '',
    'linux/amd64',
    'linux',
    'amd64',
    'linux/arm/v7',
    'a/b/c/d',
    'x y',
    'lin ux/amd64',
    'foo',
  ),
  timeouts: fc.dictionary(
    fc.constantFrom('io.containerd.timeout.shim.load', 'io.containerd.timeout.task.state'),
    durations,
    { maxKeys: 2 },
  ),
  'debug.level': fc.constantFrom('', 'info', 'INFO', 'warn', 'Warning', 'trace', 'verbose', 'fatal'),
  'debug.format': fc.constantFrom('', 'text', 'json', 'JSON', 'xml'),
  oom_score: fc.constantFrom(0, -999, 1000, 1001, -5000),
  root: fc.constantFrom('/var/lib/containerd', '/srv/containerd', '', '/run/containerd'),
  state: fc.constantFrom('/run/containerd', '/var/lib/containerd', ''),
  content_sharing_policy: fc.constantFrom('', 'shared', 'isolated', 'none'),
  'grpc.address': fc.constantFrom('/run/containerd/containerd.sock', '', '/run/other.sock'),
  proxy_plugins: fc.dictionary(
    fc.constantFrom('stargz', 'nydus'),
    fc.record({
      type: fc.constantFrom(
        'snapshot',
        'snapshot',
        'content',
        'diff',
        'sandbox',
        'io.containerd.snapshotter.v1',
        'snapshotter',
        '',
      ),
      address: fc.constantFrom('/run/stargz.sock'),
    }),
    { maxKeys: 2 },
  ),
  disabled_plugins: fc.array(
    fc.constantFrom(
      'io.containerd.snapshotter.v1.zfs',
      'io.containerd.snapshotter.v1.btrfs',
      'io.containerd.internal.v1.opt',
      'io.containerd.grpc.v1.cri',
      'io.containerd.snapshotter.v1.overlayfs',
      'cri',
      'a.b',
    ),
    { maxLength: 2 },
  ),
  required_plugins: fc.constantFrom(
    [],
    ['io.containerd.grpc.v1.cri'],
    ['io.containerd.snapshotter.v1.overlayfs'],
    ['cri'],
  ),
  x509_key_pair_streaming: fc.constantFrom<unknown>(
    {},
    { tls_cert_file: '/a.pem' },
    { tls_key_file: '/a.pem' },
    { tls_cert_file: '' },
  ),
  bin_dir: fc.constantFrom('', '/opt/cni/bin', '/usr/lib/cni'),
  bin_dirs: fc.constantFrom([], ['/opt/cni/bin'], ['/usr/lib/cni'], ['/opt/cni/bin', '/usr/lib/cni']),
  // CRI-O's.
  default_runtime: fc.constantFrom('crun', 'runc', '', 'kata'),
  log_size_max: fc.constantFrom(-1, 0, 4096, 8192, 100_000),
  image_volumes: fc.constantFrom('mkdir', 'bind', 'ignore', 'mkdirs', ''),
  short_name_mode: fc.constantFrom('', 'enforcing', 'disabled', 'strict'),
  tls_min_version: fc.constantFrom('', 'VersionTLS12', 'VersionTLS13', 'VersionTLS11', 'TLS13'),
  tls_cipher_suites: fc.constantFrom([], ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'], ['TLS_NOPE']),
  log_level: fc.constantFrom('info', 'debug', 'Warn', 'verbose', ''),
  default_sysctls: fc.array(fc.constantFrom('net.ipv4.ping_group_range=0 0', 'a = b', 'a', '', 'a=b=c', 'a= b'), {
    maxLength: 2,
  }),
  default_ulimits: fc.array(
    fc.constantFrom(
      'nofile=1024:2048',
      'nofile=2048:1024',
      'nofile=1',
      'nofiles=1:2',
      'core=-1:-1',
      'core=-1:5',
      'cpu=1:2:3',
      'cpu=a',
      'cpu',
      'cpu=5:-1',
      'cpu=+5',
    ),
    { maxLength: 1 },
  ),
  default_capabilities: fc.array(fc.constantFrom('CHOWN', 'net_raw', 'Kill', 'CAP_CHOWN', 'NOPE', 'BPF'), {
    maxLength: 2,
  }),
  additional_devices: fc.array(
    fc.constantFrom(
      '',
      '/dev/null',
      '/dev/null:/dev/x:rwm',
      '/dev/null:rw',
      '/dev/null:x',
      '/tmp',
      '/dev/null:/dev/null:z',
      'a',
    ),
    { maxLength: 1 },
  ),
  infra_ctr_cpuset: fc.constantFrom('', '0-1,4', '0', '3-1', 'a', '0-'),
  timezone: fc.constantFrom('', 'local', 'Local', 'UTC', 'Europe/Berlin', 'Mars/Olympus', 'utc'),
  included_pod_metrics: fc.constantFrom([], ['all'], ['cpu', 'memory'], ['all', 'cpu'], ['cpus'], ['diskIO']),
  namespaced_auth_dir: fc.constantFrom('/etc/crio/auth', '', 'auth'),
  signature_policy_dir: fc.constantFrom('/etc/crio/policies', '', 'policies'),
  pause_image: fc.constantFrom('registry.k8s.io/pause:3.10', '', 'https://a/b', 'A/B', 'pause'),
  min_injected_gomaxprocs: fc.constantFrom(0, 2, -1),
  additional_artifact_stores: fc.constantFrom([], ['/srv/artifacts'], ['artifacts']),
  cni_status_grace_period: fc.constantFrom<unknown>('10s', '0s', '-1s', 0, 5),
  exec_cpu_affinity: fc.constantFrom('', 'first', 'last'),
  workloads: fc.dictionary(
    fc.constantFrom('management'),
    fc.record(
      {
        activation_annotation: fc.constantFrom('a.example.com', ''),
        annotation_prefix: fc.constantFrom('b.example.com'),
        resources: fc.record(
          {
            cpuset: fc.constantFrom('', '0-1', 'a'),
            cpushares: fc.constantFrom(0, 512),
            cpuquota: fc.constantFrom(0, 100, 1000),
            cpuperiod: fc.constantFrom(0, 10, 2000),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    { maxKeys: 1 },
  ),
};

const names: Readonly<Record<string, readonly string[]>> = {
  runtimes: ['runc', 'crun', 'kata', 'untrusted'],
  configs: ['registry.example.com', 'docker.io'],
  stream_processors: ['x.tar.gz'],
  runtime_platforms: ['kata'],
};

function drawnValue(key: string, table: string, holds: string): fc.Arbitrary<unknown> {
  const steps = key.split('.');
  const last = steps.at(-1) ?? '';
  const own = ofKey[`${table}.${last}`] ?? ofKey[steps.slice(-2).join('.')] ?? ofKey[last];
  return own === undefined
    ? ofKind(holds)
    : fc.oneof({ weight: 24, arbitrary: own }, { weight: 1, arbitrary: ofKind(holds) });
}

function placed(steps: readonly string[], value: unknown): DrawnConfig {
  return steps.reduceRight<unknown>((below, step) => ({ [step]: below }), value) as DrawnConfig;
}

const isTree = (value: unknown): value is DrawnConfig =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(one: DrawnConfig, other: DrawnConfig): DrawnConfig {
  const both = Object.entries(other).map(([key, value]) => {
    const here = one[key];
    return [key, isTree(here) && isTree(value) ? merged(here, value) : value];
  });
  return { ...one, ...Object.fromEntries(both) };
}

/** One key of a table with a value that is good or nearly so; nothing where the release has none. */
function oneKey(table: DrawnTable, version: string, left: RegExp): fc.Arbitrary<DrawnConfig> | undefined {
  const known = [...table.keys.keys()].flatMap((key) => {
    const holds = holdingAt(table.keys, key, version);
    return holds === undefined || left.test([...table.steps, key].join('.')) ? [] : [[key, holds] as const];
  });
  if (known.length === 0) return undefined;
  return fc.constantFrom(...known).chain(([key, holds]) => {
    const pools = key
      .split('.')
      .map((step, index, all) => (step === '*' ? (names[all[index - 1] ?? ''] ?? ['a']) : [step]));
    const short = (table.steps.at(-1) ?? '').split('.').at(-1) ?? '';
    return fc
      .tuple(fc.tuple(...pools.map((pool) => fc.constantFrom(...pool))), drawnValue(key, short, holds))
      .map(([steps, value]) => placed([...table.steps, ...steps], value));
  });
}

/** A few keys of a runtime's configuration, their values good or nearly so; none of `left`, by their whole paths. */
export function drawnRuntimeConfig(
  tables: readonly DrawnTable[],
  version: string,
  left: RegExp,
): fc.Arbitrary<DrawnConfig> {
  const drawn = tables.flatMap((table) => {
    const arbitrary = oneKey(table, version, left);
    return arbitrary === undefined ? [] : [{ weight: table.weight, arbitrary }];
  });
  const one = fc.oneof(...drawn);
  return fc.array(one, { minLength: 1, maxLength: 4 }).map((all) => all.reduce(merged));
}

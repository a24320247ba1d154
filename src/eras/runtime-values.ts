/** What a key of text or numbers takes beyond its type: in the importer's words, or a range of numbers. */
export interface ValueRow {
  readonly table: string;
  /** The key's dotted path, `*` for any name. */
  readonly key: string;
  /** `duration`, or `enum A B`. */
  readonly is?: string;
  readonly min?: number;
  readonly max?: number;
  /** How the range is said. */
  readonly range?: string;
  /** Whether an empty text stands for the default. */
  readonly mayBeEmpty?: boolean;
  readonly anyCase?: boolean;
  readonly since?: string;
  readonly until?: string;
  readonly source: string;
}

const validated = 'containerd/containerd internal/cri/config/config.go v2.3.4, pkg/cri/config/config.go v1.7.34';
const cri1 = 'io.containerd.grpc.v1.cri';
const images = 'io.containerd.cri.v1.images';
const runtime2 = 'io.containerd.cri.v1.runtime';

const durationOf = (table: string, key: string, source = validated): ValueRow => ({
  table,
  key,
  is: 'duration',
  mayBeEmpty: true,
  source,
});
const wordsOf = (table: string, key: string, words: string, source: string): ValueRow => ({
  table,
  key,
  is: `enum ${words}`,
  mayBeEmpty: true,
  source,
});
const addressOf = (table: string): ValueRow =>
  wordsOf(table, 'cni.ip_pref', 'ipv4 ipv6 cni', 'internal/cri/server/sandbox_run.go, selectPodIPs: else as ipv4');
const keyModelOf = (table: string): ValueRow =>
  wordsOf(table, 'image_decryption.key_model', 'node', 'docs/cri/decryption.md: node is the only one so far');

/** Values of containerd's config.toml, where its daemon or its CRI plugin looks at them. */
export const containerdValues: readonly ValueRow[] = [
  { table: '', key: 'timeouts.*', is: 'duration', source: 'cmd/containerd/server/server.go v2.3.4, New' },
  {
    ...wordsOf('', 'debug.level', 'trace debug info warn warning error fatal panic', 'sirupsen/logrus ParseLevel'),
    anyCase: true,
  },
  wordsOf('', 'debug.format', 'text json', 'containerd/log context.go, SetFormat'),
  {
    table: '',
    key: 'oom_score',
    min: -1000,
    max: 1000,
    range: '-1000 to 1000',
    source: 'proc(5): oom_score_adj; cmd/containerd/server/server_linux.go says in its log that it failed',
  },
  durationOf(cri1, 'stream_idle_timeout'),
  durationOf(cri1, 'image_pull_progress_timeout'),
  durationOf(cri1, 'drain_exec_sync_io_timeout'),
  addressOf(cri1),
  keyModelOf(cri1),
  durationOf(images, 'image_pull_progress_timeout'),
  keyModelOf(images),
  durationOf(runtime2, 'drain_exec_sync_io_timeout'),
  durationOf(runtime2, 'stats_collect_period'),
  durationOf(runtime2, 'stats_retention_period'),
  addressOf(runtime2),
  wordsOf(runtime2, 'containerd.runtimes.*.io_type', 'fifo streaming', validated),
  wordsOf(
    'io.containerd.metadata.v1.bolt',
    'content_sharing_policy',
    'shared isolated',
    'plugins/metadata/plugin.go v2.3.4, Validate: without metadata no plugin of CRI loads',
  ),
];

const crio = 'cri-o/cri-o pkg/config/config.go v1.36.3';

/** Values of crio.conf, where CRI-O looks at them. */
export const crioValues: readonly ValueRow[] = [
  { table: 'crio.image', key: 'image_volumes', is: 'enum mkdir bind ignore', source: `${crio}, Validate` },
  wordsOf('crio.image', 'short_name_mode', 'enforcing disabled', `${crio}, ImageConfig.Validate`),
  wordsOf('crio.api', 'tls_min_version', 'VersionTLS12 VersionTLS13', `${crio}, APIConfig.Validate`),
  {
    ...wordsOf('crio.runtime', 'log_level', 'trace debug info warn warning error fatal panic', 'logrus ParseLevel'),
    anyCase: true,
    mayBeEmpty: false,
  },
  wordsOf('crio.runtime', 'runtimes.*.runtime_type', 'oci vm pod', `${crio}, ValidateRuntimeType`),
  wordsOf('crio.runtime', 'runtimes.*.exec_cpu_affinity', 'first', `${crio}, validateRuntimeExecCPUAffinity`),
  {
    table: 'crio.runtime',
    key: 'min_injected_gomaxprocs',
    min: 0,
    range: '0 or more',
    source: `${crio}, RuntimeConfig.Validate`,
  },
  {
    table: 'crio.metrics',
    key: 'metrics_port',
    min: 0,
    max: 65_535,
    range: '0 to 65535',
    source: 'cri-o/cri-o server/metrics/metrics.go v1.36.3: it is listened on',
  },
];

/** Snapshotters that are part of a release. Source: containerd/containerd cmd/containerd/builtins, every minor. */
export const snapshotters: readonly { readonly name: string; readonly since?: string; readonly until?: string }[] = [
  { name: 'overlayfs' },
  { name: 'native' },
  { name: 'btrfs' },
  { name: 'zfs' },
  { name: 'aufs', until: '2.0.0' },
  { name: 'devmapper', since: '1.3.0' },
  { name: 'blockfile', since: '1.7.0' },
  { name: 'erofs', since: '2.1.0' },
];

/** What proxy_plugins may stand for. Source: containerd/containerd services/server/server.go, LoadPlugins: else it panics. */
export const proxyKinds: readonly { readonly names: readonly string[]; readonly since?: string }[] = [
  { names: ['snapshot', 'io.containerd.snapshotter.v1'] },
  { names: ['content', 'io.containerd.content.v1'] },
  { names: ['diff', 'io.containerd.differ.v1'], since: '1.7.4' },
  { names: ['sandbox', 'io.containerd.sandbox.controller.v1'], since: '2.0.0' },
];

/** Options of runc's shim. Source: containerd/containerd api/types/runc/options/oci.pb.go v1.7.34, v2.3.4. */
export const runcOptions: Readonly<Record<string, string>> = {
  BinaryName: 'string',
  CriuImagePath: 'string',
  CriuPath: 'string',
  CriuWorkPath: 'string',
  IoGid: 'integer uint32',
  IoUid: 'integer uint32',
  NoNewKeyring: 'boolean',
  NoPivotRoot: 'boolean',
  Root: 'string',
  ShimCgroup: 'string',
  SystemdCgroup: 'boolean',
  TaskApiAddress: 'string',
  TaskApiVersion: 'integer uint32',
};

/** Options of any other shim. Source: containerd/containerd api/types/runtimeoptions/v1/api.pb.go v2.3.4. */
export const shimOptions: Readonly<Record<string, string>> = { ConfigPath: 'string', TypeUrl: 'string' };

/** Runtimes that are gone. Source: containerd/containerd docs/containerd-2.0.md. */
export const goneRuntimes: Readonly<Record<string, string>> = {
  'io.containerd.runtime.v1.linux': '2.0.0',
  'io.containerd.runc.v1': '2.0.0',
};

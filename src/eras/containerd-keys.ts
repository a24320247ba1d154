import type { TomlPath } from './containerd.js';

/** The containerd that brought a key; a pair: the one that brought it and the first without it. */
export type KeyEra = string | readonly [since: string, until: string];

/** Keys by their dotted path; `*` stands for any name. What lies below a key of which nothing is listed is free. */
export type ContainerdKeys = Readonly<Record<string, KeyEra>>;

/** A table of config.toml whose keys are known. */
export interface ContainerdSection {
  readonly at: TomlPath;
  readonly keys: ContainerdKeys;
}

// Source: the `toml:` tags of containerd/containerd cmd/containerd/server/config/config.go and of the CRI plugins'
// pkg/config (to 1.4 vendored from containerd/cri; pkg/cri/config to 1.7, internal/cri/config from 2.0), every release
// from 1.1.0 to 2.3.4 compared with the one before it. A key that was brought to two lines has the older release here:
// between them it is let through.

/** The daemon's own keys, and those that stand in tables of plugins from version 4 of the format on. */
const daemon: ContainerdKeys = {
  cgroup: '1.1.0',
  'cgroup.path': '1.1.0',
  debug: '1.1.0',
  'debug.format': '1.5.0',
  'debug.level': '1.1.0',
  'debug.log_trace_id': '2.3.0',
  disabled_plugins: '1.1.0',
  imports: '1.3.0',
  oom_score: '1.1.0',
  plugin_dir: ['1.3.0', '2.1.0'],
  proxy_plugins: '1.2.0',
  'proxy_plugins.*.address': '1.2.0',
  'proxy_plugins.*.capabilities': '1.7.23',
  'proxy_plugins.*.exports': '1.6.32',
  'proxy_plugins.*.platform': '1.6.32',
  'proxy_plugins.*.type': '1.2.0',
  required_plugins: '1.3.0',
  root: '1.1.0',
  state: '1.1.0',
  stream_processors: '1.3.0',
  'stream_processors.*.accepts': '1.3.0',
  'stream_processors.*.args': '1.3.0',
  'stream_processors.*.env': '1.5.0',
  'stream_processors.*.path': '1.3.0',
  'stream_processors.*.returns': '1.3.0',
  temp: '1.6.0',
  timeouts: '1.3.0',
};
const servers: ContainerdKeys = {
  'debug.address': '1.1.0',
  'debug.gid': '1.1.0',
  'debug.uid': '1.1.0',
  grpc: '1.1.0',
  'grpc.address': '1.1.0',
  'grpc.gid': '1.1.0',
  'grpc.max_recv_message_size': '1.1.0',
  'grpc.max_send_message_size': '1.1.0',
  'grpc.tcp_address': '1.3.0',
  'grpc.tcp_tls_ca': '1.6.0',
  'grpc.tcp_tls_cert': '1.3.0',
  'grpc.tcp_tls_common_name': '2.2.0',
  'grpc.tcp_tls_key': '1.3.0',
  'grpc.uid': '1.1.0',
  metrics: '1.1.0',
  'metrics.address': '1.1.0',
  'metrics.grpc_histogram': '1.1.0',
  ttrpc: '1.3.0',
  'ttrpc.address': '1.3.0',
  'ttrpc.gid': '1.3.0',
  'ttrpc.uid': '1.3.0',
};

/** One runtime, to containerd 1.7. */
const runtime1: ContainerdKeys = {
  base_runtime_spec: '1.4.0',
  cni_conf_dir: '1.6.0',
  cni_max_conf_num: '1.6.0',
  container_annotations: '1.4.0',
  options: '1.2.0',
  pod_annotations: '1.3.0',
  privileged_without_host_devices: '1.3.0',
  privileged_without_host_devices_all_devices_allowed: '1.7.0',
  runtime_engine: '1.1.0',
  runtime_path: '1.6.0',
  runtime_root: '1.1.0',
  runtime_type: '1.1.0',
  sandbox_mode: '1.7.0',
  snapshotter: '1.7.0',
};

function below(path: string, keys: ContainerdKeys): ContainerdKeys {
  return Object.fromEntries(Object.entries(keys).map(([key, era]) => [`${path}.${key}`, era]));
}

/** The one plugin of containerd to 1.7. */
const cri: ContainerdKeys = {
  cdi_spec_dirs: '1.7.0',
  cni: '1.1.0',
  'cni.bin_dir': '1.1.0',
  'cni.conf_dir': '1.1.0',
  'cni.conf_template': '1.1.0',
  'cni.ip_pref': '1.6.0',
  'cni.max_conf_num': '1.3.0',
  'cni.setup_serially': '1.7.0',
  containerd: '1.1.0',
  'containerd.default_runtime': '1.1.0',
  'containerd.default_runtime_name': '1.3.0',
  'containerd.disable_snapshot_annotations': '1.4.0',
  'containerd.discard_unpacked_layers': '1.4.0',
  'containerd.ignore_blockio_not_enabled_errors': '1.7.0',
  'containerd.ignore_rdt_not_enabled_errors': '1.6.0',
  'containerd.no_pivot': '1.1.3',
  'containerd.runtimes': '1.2.0',
  'containerd.snapshotter': '1.1.0',
  'containerd.untrusted_workload_runtime': '1.1.0',
  device_ownership_from_security_context: '1.6.0',
  disable_apparmor: '1.3.0',
  disable_cgroup: '1.3.0',
  disable_hugetlb_controller: '1.4.0',
  disable_proc_mount: '1.2.8',
  disable_tcp_service: '1.3.0',
  drain_exec_sync_io_timeout: '1.6.29',
  enable_cdi: '1.7.0',
  enable_selinux: '1.1.0',
  enable_tls_streaming: '1.1.0',
  enable_unprivileged_icmp: '1.6.0',
  enable_unprivileged_ports: '1.6.0',
  ignore_deprecation_warnings: '1.6.29',
  ignore_image_defined_volumes: '1.4.0',
  image_decryption: '1.4.0',
  'image_decryption.key_model': '1.4.0',
  image_pull_progress_timeout: '1.7.0',
  image_pull_with_sync_fs: '1.7.14',
  max_concurrent_downloads: '1.3.0',
  max_container_log_line_size: '1.1.2',
  netns_mounts_under_state_dir: '1.5.0',
  registry: '1.1.0',
  'registry.auths': '1.2.0',
  'registry.auths.*.auth': '1.2.0',
  'registry.auths.*.identitytoken': '1.2.0',
  'registry.auths.*.password': '1.2.0',
  'registry.auths.*.username': '1.2.0',
  'registry.config_path': '1.5.0',
  'registry.configs': '1.3.0',
  'registry.configs.*.auth': '1.3.0',
  'registry.configs.*.auth.auth': '1.3.0',
  'registry.configs.*.auth.identitytoken': '1.3.0',
  'registry.configs.*.auth.password': '1.3.0',
  'registry.configs.*.auth.username': '1.3.0',
  'registry.configs.*.tls': '1.3.0',
  'registry.configs.*.tls.ca_file': '1.3.0',
  'registry.configs.*.tls.cert_file': '1.3.0',
  'registry.configs.*.tls.insecure_skip_verify': '1.3.2',
  'registry.configs.*.tls.key_file': '1.3.0',
  'registry.headers': '1.4.0',
  'registry.mirrors': '1.1.0',
  'registry.mirrors.*.endpoint': '1.1.0',
  restrict_oom_score_adj: '1.3.0',
  sandbox_image: '1.1.0',
  selinux_category_range: '1.4.0',
  stats_collect_period: '1.1.0',
  stream_idle_timeout: '1.3.0',
  stream_server_address: '1.1.0',
  stream_server_port: '1.1.0',
  systemd_cgroup: '1.1.0',
  tolerate_missing_hugetlb_controller: '1.4.0',
  unset_seccomp_profile: '1.4.0',
  x509_key_pair_streaming: '1.2.0',
  'x509_key_pair_streaming.tls_cert_file': '1.2.0',
  'x509_key_pair_streaming.tls_key_file': '1.2.0',
  ...below('containerd.default_runtime', runtime1),
  ...below('containerd.runtimes.*', runtime1),
  ...below('containerd.untrusted_workload_runtime', runtime1),
};

/** The three plugins of containerd from 2.0 on. */
const images: ContainerdKeys = {
  concurrent_layer_fetch_buffer: '2.1.0',
  disable_snapshot_annotations: '2.0.0',
  discard_unpacked_layers: '2.0.0',
  image_decryption: '2.0.0',
  'image_decryption.key_model': '2.0.0',
  image_pull_progress_timeout: '2.0.0',
  image_pull_with_sync_fs: '2.0.0',
  max_concurrent_downloads: '2.0.0',
  pinned_images: '2.0.0',
  registry: '2.0.0',
  'registry.auths': '2.0.0',
  'registry.auths.*.auth': '2.0.0',
  'registry.auths.*.identitytoken': '2.0.0',
  'registry.auths.*.password': '2.0.0',
  'registry.auths.*.username': '2.0.0',
  'registry.config_path': '2.0.0',
  'registry.configs': '2.0.0',
  'registry.configs.*.auth': '2.0.0',
  'registry.configs.*.auth.auth': '2.0.0',
  'registry.configs.*.auth.identitytoken': '2.0.0',
  'registry.configs.*.auth.password': '2.0.0',
  'registry.configs.*.auth.username': '2.0.0',
  'registry.headers': '2.0.0',
  'registry.mirrors': '2.0.0',
  'registry.mirrors.*.endpoint': '2.0.0',
  runtime_platforms: '2.0.0',
  'runtime_platforms.*.platform': '2.0.0',
  'runtime_platforms.*.snapshotter': '2.0.0',
  snapshotter: '2.0.0',
  stats_collect_period: '2.0.0',
  use_local_image_pull: '2.1.0',
};
const runtime2: ContainerdKeys = {
  cdi_spec_dirs: '2.0.0',
  cni: '2.0.0',
  'cni.bin_dir': '2.0.0',
  'cni.bin_dirs': '2.1.0',
  'cni.conf_dir': '2.0.0',
  'cni.conf_template': '2.0.0',
  'cni.ip_pref': '2.0.0',
  'cni.max_conf_num': '2.0.0',
  'cni.setup_serially': '2.0.0',
  'cni.use_internal_loopback': '2.0.0',
  containerd: '2.0.0',
  'containerd.default_runtime_name': '2.0.0',
  'containerd.ignore_blockio_not_enabled_errors': '2.0.0',
  'containerd.ignore_rdt_not_enabled_errors': '2.0.0',
  'containerd.runtimes': '2.0.0',
  'containerd.runtimes.*.base_runtime_spec': '2.0.0',
  'containerd.runtimes.*.cgroup_writable': '2.1.0',
  'containerd.runtimes.*.cni_conf_dir': '2.0.0',
  'containerd.runtimes.*.cni_max_conf_num': '2.0.0',
  'containerd.runtimes.*.container_annotations': '2.0.0',
  'containerd.runtimes.*.io_type': '2.0.0',
  'containerd.runtimes.*.options': '2.0.0',
  'containerd.runtimes.*.pod_annotations': '2.0.0',
  'containerd.runtimes.*.privileged_without_host_devices': '2.0.0',
  'containerd.runtimes.*.privileged_without_host_devices_all_devices_allowed': '2.0.0',
  'containerd.runtimes.*.runtime_path': '2.0.0',
  'containerd.runtimes.*.runtime_type': '2.0.0',
  'containerd.runtimes.*.sandboxer': '2.0.0',
  'containerd.runtimes.*.snapshotter': '2.0.0',
  device_ownership_from_security_context: '2.0.0',
  disable_apparmor: '2.0.0',
  disable_hugetlb_controller: '2.0.0',
  disable_proc_mount: '2.0.0',
  drain_exec_sync_io_timeout: '2.0.0',
  enable_cdi: '2.0.0',
  enable_criu: '2.2.7',
  enable_experimental_restore_via_create: '2.2.7',
  enable_selinux: '2.0.0',
  enable_unprivileged_icmp: '2.0.0',
  enable_unprivileged_ports: '2.0.0',
  ignore_deprecation_warnings: '2.0.0',
  ignore_image_defined_volumes: '2.0.0',
  max_container_log_line_size: '2.0.0',
  netns_mounts_under_state_dir: '2.0.0',
  restrict_oom_score_adj: '2.0.0',
  selinux_category_range: '2.0.0',
  stats_collect_period: '2.3.0',
  stats_retention_period: '2.3.0',
  tolerate_missing_hugetlb_controller: '2.0.0',
  unset_seccomp_profile: '2.0.0',
};
const streaming: ContainerdKeys = {
  disable_tcp_service: '2.0.0',
  enable_tls_streaming: '2.0.0',
  stream_idle_timeout: '2.0.0',
  stream_server_address: '2.0.0',
  stream_server_port: '2.0.0',
  x509_key_pair_streaming: '2.0.0',
  'x509_key_pair_streaming.tls_cert_file': '2.0.0',
  'x509_key_pair_streaming.tls_key_file': '2.0.0',
};

/** Servers as tables of plugins, from version 4 of the format on. */
const grpcServer: ContainerdKeys = {
  address: '2.3.0',
  gid: '2.3.0',
  max_recv_message_size: '2.3.0',
  max_send_message_size: '2.3.0',
  uid: '2.3.0',
};
const grpcTcpServer: ContainerdKeys = {
  address: '2.3.0',
  max_recv_message_size: '2.3.0',
  max_send_message_size: '2.3.0',
  tls_ca: '2.3.0',
  tls_cert: '2.3.0',
  tls_common_name: '2.3.0',
  tls_key: '2.3.0',
};
const socketServer: ContainerdKeys = { address: '2.3.0', gid: '2.3.0', uid: '2.3.0' };

const inPlugins = (name: string, keys: ContainerdKeys): ContainerdSection => ({ at: ['plugins', name], keys });

const withServers: ContainerdSection = { at: [], keys: { ...daemon, ...servers } };
const criPlugins: readonly ContainerdSection[] = [
  inPlugins('io.containerd.cri.v1.images', images),
  inPlugins('io.containerd.cri.v1.runtime', runtime2),
  inPlugins('io.containerd.grpc.v1.cri', streaming),
];

/** The tables whose keys are known, by the version of the file's format. */
export const containerdSections: Readonly<Record<1 | 2 | 3 | 4, readonly ContainerdSection[]>> = {
  1: [withServers, inPlugins('cri', cri)],
  2: [withServers, inPlugins('io.containerd.grpc.v1.cri', cri)],
  3: [withServers, ...criPlugins],
  4: [
    { at: [], keys: daemon },
    ...criPlugins,
    inPlugins('io.containerd.server.v1.grpc', grpcServer),
    inPlugins('io.containerd.server.v1.grpc-tcp', grpcTcpServer),
    inPlugins('io.containerd.server.v1.ttrpc', socketServer),
    inPlugins('io.containerd.server.v1.debug', socketServer),
    inPlugins('io.containerd.server.v1.metrics', { address: '2.3.0' }),
  ],
};

/** Keys that have another name elsewhere in a newer version of the format. */
export const renamedKeys: Readonly<Record<string, string>> = {
  sandbox_image: 'pinned_images.sandbox',
  'containerd.snapshotter': 'snapshotter',
};

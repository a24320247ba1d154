import { containerdKeyReleases } from '../generated/data.js';
import { readOnce } from './data-rows.js';
import { type KeyEras, type KeySection, keyErasByTable } from './key-eras.js';

function below(path: string, keys: KeyEras): KeyEras {
  return Object.fromEntries(Object.entries(keys).map(([key, era]) => [`${path}.${key}`, era]));
}

const inPlugins = (name: string, keys: KeyEras): KeySection => ({ at: ['plugins', name], keys });

type Sections = Readonly<Record<1 | 2 | 3 | 4, readonly KeySection[]>>;

/** The tables whose keys are known, by the version of the file's format. Source: data/containerd-keys.tsv. */
export const containerdSections = readOnce((): Sections => {
  const table = keyErasByTable(containerdKeyReleases);
  const daemon = table('daemon');
  const withServers: KeySection = { at: [], keys: { ...daemon, ...table('servers') } };
  // The one plugin of containerd to 1.7, and the three of it from 2.0 on.
  const runtime = table('runtime of cri');
  const cri = {
    ...table('cri'),
    ...below('containerd.default_runtime', runtime),
    ...below('containerd.runtimes.*', runtime),
    ...below('containerd.untrusted_workload_runtime', runtime),
  };
  const criPlugins = [
    inPlugins('io.containerd.cri.v1.images', table('images')),
    inPlugins('io.containerd.cri.v1.runtime', table('runtime')),
    inPlugins('io.containerd.grpc.v1.cri', table('streaming')),
  ];
  const socketServer = table('socket server');
  return {
    1: [withServers, inPlugins('cri', cri)],
    2: [withServers, inPlugins('io.containerd.grpc.v1.cri', cri)],
    3: [withServers, ...criPlugins],
    // Servers are tables of plugins.
    4: [
      { at: [], keys: daemon },
      ...criPlugins,
      inPlugins('io.containerd.server.v1.grpc', table('grpc server')),
      inPlugins('io.containerd.server.v1.grpc-tcp', table('grpc-tcp server')),
      inPlugins('io.containerd.server.v1.ttrpc', socketServer),
      inPlugins('io.containerd.server.v1.debug', socketServer),
      inPlugins('io.containerd.server.v1.metrics', { address: { since: '2.3.0' } }),
    ],
  };
});

/** Tables that format 4 has made plugins of. Source: containerd/containerd docs/man/containerd-config.toml.5.md v2.3.4. */
export const movedTables: Readonly<Record<string, string>> = {
  grpc: 'io.containerd.server.v1.grpc',
  ttrpc: 'io.containerd.server.v1.ttrpc',
  debug: 'io.containerd.server.v1.debug',
  metrics: 'io.containerd.server.v1.metrics',
};

/** Keys of these tables that went to another plugin, or have another name there. Source: server/config/config.go, serviceMigrate. */
export const movedKeys: Readonly<Record<string, readonly string[]>> = {
  'grpc.tcp_address': ['plugins', 'io.containerd.server.v1.grpc-tcp', 'address'],
  'grpc.tcp_tls_ca': ['plugins', 'io.containerd.server.v1.grpc-tcp', 'tls_ca'],
  'grpc.tcp_tls_cert': ['plugins', 'io.containerd.server.v1.grpc-tcp', 'tls_cert'],
  'grpc.tcp_tls_common_name': ['plugins', 'io.containerd.server.v1.grpc-tcp', 'tls_common_name'],
  'grpc.tcp_tls_key': ['plugins', 'io.containerd.server.v1.grpc-tcp', 'tls_key'],
  'metrics.grpc_histogram': ['plugins', 'io.containerd.metrics.v1.grpc-prometheus', 'grpc_histogram'],
};

/** Keys that have another name elsewhere in a newer version of the format. */
export const renamedKeys: Readonly<Record<string, string>> = {
  sandbox_image: 'pinned_images.sandbox',
  'containerd.snapshotter': 'snapshotter',
};

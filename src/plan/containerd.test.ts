import toml from '@iarna/toml';
import { expect, it } from 'vitest';
import { clusterWith } from '../../test/fixture-input.js';
import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { planRuntime } from './runtime.js';

function containerdCluster(version: string, runtime: object, os = 'debian-12', more: object = {}): ResolvedCluster {
  return clusterWith(version, { runtime, target: { os }, ...more });
}

const filesOf = (cluster: ResolvedCluster): Map<string, string> =>
  new Map(planRuntime(cluster).flatMap(({ files = [] }) => files.map(({ path, content }) => [path, content])));

const config = (cluster: ResolvedCluster) => toml.parse(filesOf(cluster).get('/etc/containerd/config.toml') ?? '');

const unverified = { overrides: { containerd: { unverified: true }, runsc: { unverified: true } } };

it('1.1 runs gVisor for untrusted pods as the article has it, and installs no shim', () => {
  const cluster = containerdCluster(
    '1.10.2',
    {
      version: '1.1.0',
      cgroupDriver: 'cgroupfs',
      snapshotter: 'overlayfs',
      handlers: [{ name: 'runsc', type: 'gvisor', untrusted: true }],
      config: {
        plugins: {
          cri: {
            sandbox_image: null,
            systemd_cgroup: null,
            containerd: { default_runtime: { runtime_engine: '/usr/local/bin/runc', runtime_root: '' } },
          },
        },
      },
    },
    'ubuntu-18.04',
    { artifacts: unverified },
  );
  expect(config(cluster)).toEqual({
    plugins: {
      cri: {
        containerd: {
          snapshotter: 'overlayfs',
          default_runtime: {
            runtime_type: 'io.containerd.runtime.v1.linux',
            runtime_engine: '/usr/local/bin/runc',
            runtime_root: '',
          },
          untrusted_workload_runtime: {
            runtime_type: 'io.containerd.runtime.v1.linux',
            runtime_engine: '/usr/local/bin/runsc',
            runtime_root: '/run/containerd/runsc',
          },
        },
      },
    },
  });
  expect(cluster.runtime.runtimeClasses).toEqual([]);
  expect(cluster.artifacts.map(({ name }) => name)).toEqual([
    'containerd',
    'runc',
    'runsc',
    'cni-plugins',
    'crictl',
    'kubernetes-node',
  ]);
});

it.each([
  ['1.2.14', undefined, undefined, ['plugins', 'cri']],
  ['1.3.10', undefined, 2, ['plugins', 'io.containerd.grpc.v1.cri']],
  ['1.7.34', undefined, 2, ['plugins', 'io.containerd.grpc.v1.cri']],
  ['1.7.34', 1, undefined, ['plugins', 'cri']],
])('containerd %s, asked for format %s, writes version %s', (version, asked, written, [first = '', second = '']) => {
  const runtime = { version, ...(asked === undefined ? {} : { config: { version: asked } }) };
  const tree = config(containerdCluster('1.21.0', runtime, 'ubuntu-20.04', { artifacts: unverified }));
  expect(tree.version).toBe(written);
  expect(Object.keys(tree[first] as object)).toEqual([second]);
});

it.each([
  ['2.2.7', undefined, 3, 'bin_dirs'],
  ['2.3.4', undefined, 4, 'bin_dirs'],
  ['2.3.4', 3, 3, 'bin_dirs'],
  ['2.0.7', undefined, 3, 'bin_dir'],
])('containerd %s, asked for format %s, writes version %s', (version, asked, written, key) => {
  const runtime = { version, ...(asked === undefined ? {} : { config: { version: asked } }) };
  const more = { paths: { cniBinaries: '/srv/cni' }, artifacts: unverified };
  const tree = config(containerdCluster('1.35.0', runtime, 'debian-12', more)) as unknown as {
    version: number;
    plugins: Record<string, { cni: object }>;
  };
  expect(tree.version).toBe(written);
  expect(Object.keys(tree.plugins['io.containerd.cri.v1.runtime']?.cni ?? {})).toEqual([key]);
});

it('tells runsc of systemd only where it can work: cgroup v2', () => {
  const handlers = [{ name: 'runsc', type: 'gvisor' }];
  const has = (os: string, runtime: object): boolean =>
    filesOf(containerdCluster('1.34.0', { handlers, ...runtime }, os)).has('/etc/containerd/runsc.toml');
  expect(has('debian-12', {})).toBe(true);
  expect(has('debian-12', { cgroupDriver: 'cgroupfs' })).toBe(false);
  expect(has('ubuntu-20.04', {})).toBe(false);
  expect(has('debian-12', { handlers: [{ name: 'runsc', type: 'gvisor', version: '20210921' }] })).toBe(false);
});

it('finds a handler in a directory of its own', () => {
  const handlers = [{ name: 'runsc', type: 'gvisor' }];
  const unit = (runtime: object): string | undefined =>
    filesOf(containerdCluster('1.34.0', runtime, 'debian-12', { paths: { binaries: '/opt/kube/bin' } })).get(
      '/etc/systemd/system/containerd.service',
    );
  expect(unit({ handlers })).toContain(
    '\nEnvironment=PATH=/opt/kube/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin\n',
  );
  expect(unit({})).not.toContain('Environment');
});

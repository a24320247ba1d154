import toml from '@iarna/toml';
import { expect, it } from 'vitest';
import { clusterWith } from '../../test/fixture-input.js';
import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { planArtifacts } from './artifacts.js';
import { planRuntime } from './runtime.js';

function crioCluster(version: string, runtime: object = {}, more: object = {}): ResolvedCluster {
  return clusterWith(version, { runtime: { name: 'crio', ...runtime }, ...more });
}

const config = (cluster: ResolvedCluster): Record<string, unknown> => {
  const files = planRuntime(cluster).flatMap(({ files = [] }) => files);
  const text = files.find(({ path }) => path.startsWith('/etc/crio/crio.conf.d/'))?.content ?? '';
  return (toml.parse(text) as { crio: Record<string, never> }).crio.runtime ?? {};
};

// The bundles of half a year call them otherwise.
it.each([
  ['1.27.3', ''],
  ['1.27.6', 'crio-'],
  ['1.28.3', ''],
  ['1.28.8', 'crio-'],
  ['1.28.10', ''],
  ['1.29.6', 'crio-'],
  ['1.30.3', 'crio-'],
  ['1.30.4', ''],
])('the programs of the bundle of %s begin with "%s"', (version, prefix) => {
  const kubernetes = `${version.slice(0, version.lastIndexOf('.'))}.0`;
  const cluster = crioCluster(kubernetes, { version });
  expect(planArtifacts(cluster).find(({ name }) => name === 'crio')?.members).toEqual([
    'cri-o/bin/crio',
    `cri-o/bin/${prefix}conmon`,
    `cri-o/bin/${prefix}crun`,
    'cri-o/bin/pinns',
  ]);
  expect(config(cluster)).toMatchObject({
    conmon: `/usr/local/bin/${prefix}conmon`,
    runtimes: { crun: { runtime_path: `/usr/local/bin/${prefix}crun` } },
  });
});

it('keeps monitors in their pods without systemd', () => {
  expect(config(crioCluster('1.36.4', { cgroupDriver: 'cgroupfs' }))).toMatchObject({
    cgroup_manager: 'cgroupfs',
    conmon_cgroup: 'pod',
  });
  expect(config(crioCluster('1.36.4'))).not.toHaveProperty('conmon_cgroup');
});

it('runs gVisor from 1.37 on, through its shim', () => {
  const overrides = { crio: { unverified: true }, 'kubernetes-node': { unverified: true } };
  const cluster = crioCluster(
    '1.37.0',
    { version: '1.37.0', handlers: [{ name: 'runsc', type: 'gvisor' }] },
    { artifacts: { overrides } },
  );
  expect(config(cluster).runtimes).toHaveProperty('runsc', {
    runtime_config_path: '/etc/crio/runsc.toml',
    runtime_path: '/usr/local/bin/containerd-shim-runsc-v1',
    runtime_root: '/run/runsc',
    runtime_type: 'vm',
  });
  expect(cluster.runtime.runtimeClasses).toEqual(['runsc']);
});

it('fetches runc only for a handler that asks for it', () => {
  const names = (runtime: object): string[] => crioCluster('1.36.4', runtime).artifacts.map(({ name }) => name);
  expect(names({})).not.toContain('runc');
  expect(names({ handlers: [{ name: 'runc', type: 'runc' }] })).toContain('runc');
  expect(names({ handlers: [{ name: 'youki', type: 'runc', program: '/usr/bin/youki' }] })).not.toContain('runc');
});

it('lays the spec over what is generated', () => {
  const cluster = crioCluster('1.36.4', {
    config: { crio: { runtime: { pids_limit: 4096, pinns_path: null } } },
  });
  expect(config(cluster)).toMatchObject({ pids_limit: 4096 });
  expect(config(cluster)).not.toHaveProperty('pinns_path');
});

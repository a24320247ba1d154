import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readCluster } from '../../../index.js';

/** What is told of a runtime's part of the spec: code and place, without the steps to its configuration. */
function told(runtime: object, kubernetes = '1.36.4', spec: object = {}): string[] {
  const { diagnostics } = readCluster(specOf(runtime, kubernetes, spec));
  return diagnostics
    .filter(({ code }) => code.startsWith('config-') || code.startsWith('runtime-'))
    .map(({ code, path, at }) => `${code} ${at} ${path.slice(3).join('/')}`);
}

function specOf(runtime: object, kubernetes = '1.36.4', spec: object = {}): string {
  return stringify({
    apiVersion: 'bootwright/v1alpha1',
    kind: 'Cluster',
    metadata: { name: 'c' },
    spec: {
      kubernetes: { version: kubernetes },
      controlPlane: { endpoint: 'https://10.240.0.10:6443' },
      network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
      target: { os: 'debian-12' },
      artifacts: { overrides: { containerd: { unverified: true } } },
      workers: [{ name: 'worker-0', address: '10.240.0.20', podCIDR: '10.200.0.0/24' }],
      runtime,
      ...spec,
    },
  });
}

const images = 'io.containerd.cri.v1.images';
const runtime2 = 'io.containerd.cri.v1.runtime';
const mirrors = { 'docker.io': { endpoint: ['https://mirror.example.com'] } };

describe("containerd's values", () => {
  const registry = (version: string, said: object) =>
    told({ version, config: { plugins: { [images]: { registry: said } } } });
  const refusal = `runtime-config-refused key plugins/${images}/registry/mirrors`;

  it.each([
    ['2.1.9', []],
    ['2.2.0', [refusal]],
    ['2.2.1', [refusal]],
    ['2.2.2', []],
    ['2.3.4', []],
  ])('mirrors alone in %s', (version, expected) => {
    expect(registry(version, { mirrors })).toEqual(expected);
  });

  it('mirrors beside an empty config_path in 2.2.1, as its hint says', () => {
    expect(registry('2.2.1', { mirrors, config_path: '' })).toEqual([]);
  });

  it('a default runtime that a handler brings', () => {
    const config = { plugins: { [runtime2]: { containerd: { default_runtime_name: 'nvidia' } } } };
    expect(told({ config, handlers: [{ name: 'nvidia', type: 'nvidia' }] })).toEqual([]);
    expect(told({ config })).toEqual([
      `runtime-config-refused value plugins/${runtime2}/containerd/default_runtime_name`,
    ]);
  });

  it('a default runtime or snapshotter that an imported file may bring', () => {
    const plugins = {
      [runtime2]: { containerd: { default_runtime_name: 'nvidia' } },
      [images]: { registry: { mirrors } },
    };
    expect(told({ config: { imports: ['/etc/containerd/conf.d/*.toml'], plugins } })).toEqual([]);
  });

  it.each([
    [3, { grpc: { address: '/run/other.sock' } }],
    [4, { plugins: { 'io.containerd.server.v1.grpc': { address: '/run/other.sock' } } }],
  ])('a socket of its own in format %i: the kubelet and crictl follow', (version, moved) => {
    const { cluster, diagnostics } = readCluster(specOf({ config: { version, ...moved } }));
    expect(diagnostics.map(({ code }) => code)).toEqual(['artifact-unverified']);
    expect(cluster?.runtime).toMatchObject({
      endpoint: 'unix:///run/other.sock',
      kubelet: { fields: { containerRuntimeEndpoint: 'unix:///run/other.sock' } },
    });
  });

  it('a socket that has no absolute path', () => {
    expect(told({ config: { version: 3, grpc: { address: 'unix:///run/other.sock' } } })).toEqual([
      'runtime-config-refused value grpc/address',
    ]);
    expect(told({ config: { version: 3, grpc: { address: '' } } })).toEqual([]);
  });

  it('cgroup_writable where the system has no cgroup v2', () => {
    const containerd = { runtimes: { runc: { cgroup_writable: true } } };
    const config = { plugins: { [runtime2]: { containerd } } };
    expect(told({ config })).toEqual([]);
    expect(told({ config }, '1.34.0', { target: { os: 'ubuntu-20.04' } })).toEqual([
      `runtime-config-refused key plugins/${runtime2}/containerd/runtimes/runc/cgroup_writable`,
    ]);
  });

  it('nothing in a list', () => {
    expect(told({ config: { plugins: { [runtime2]: { cdi_spec_dirs: ['/etc/cdi', null] } } } })).toEqual([
      `config-value-type value plugins/${runtime2}/cdi_spec_dirs/1`,
    ]);
  });

  it('format 1, whose default runtime is of the first shim', () => {
    const config = (version: number) => ({
      version,
      plugins: { cri: { containerd: { default_runtime: { runtime_type: 'io.containerd.runc.v2' } } } },
    });
    expect(told({ version: '1.7.24', config: config(1) }, '1.33.13')).toEqual([
      'runtime-config-refused value plugins/cri/containerd/default_runtime/runtime_type',
    ]);
    expect(told({ version: '1.7.24', config: config(1), cgroupDriver: 'cgroupfs' }, '1.33.13')).toEqual([]);
  });
});

describe("CRI-O's values", () => {
  it('a socket of its own: the kubelet and crictl follow', () => {
    const { cluster } = readCluster(specOf({ name: 'crio', config: { crio: { api: { listen: '/run/other.sock' } } } }));
    expect(cluster?.runtime.endpoint).toBe('unix:///run/other.sock');
  });

  it('a pod runtime before it came', () => {
    const config = { crio: { runtime: { runtimes: { pod: { runtime_type: 'pod' } } } } };
    expect(told({ name: 'crio', config })).toEqual([]);
    expect(told({ name: 'crio', config }, '1.23.17')).toEqual([
      'runtime-config-refused value crio/runtime/runtimes/pod/runtime_type',
    ]);
  });

  it("a monitor's cgroup by the cgroup driver", () => {
    const config = { crio: { runtime: { conmon_cgroup: 'system.slice' } } };
    expect(told({ name: 'crio', config })).toEqual([]);
    expect(told({ name: 'crio', config, cgroupDriver: 'cgroupfs' })).toEqual([
      'runtime-config-refused value crio/runtime/conmon_cgroup',
    ]);
  });
});

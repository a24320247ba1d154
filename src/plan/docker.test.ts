import { expect, it } from 'vitest';
import { clusterWith } from '../../test/fixture-input.js';
import type { DockerNetwork, ResolvedCluster } from '../resolve/resolved/resolved.js';
import { planDocker } from './docker.js';

function dockerCluster(version: string, runtime: object, os = 'ubuntu-18.04'): ResolvedCluster {
  const paths = { runtimeBinaries: '/usr/bin' };
  return clusterWith(version, { runtime: { name: 'docker', ...runtime }, target: { os }, paths });
}

function filesOf({ runtime, paths }: ResolvedCluster, network: DockerNetwork | null = null): Record<string, string> {
  if (runtime.name !== 'docker') throw new Error('not Docker');
  const files = planDocker(runtime, paths, network, false).flatMap(({ files = [] }) => files);
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

it('is reached by dockershim to Kubernetes 1.23, and by its flags', () => {
  const cluster = dockerCluster('1.10.3', {});
  expect(cluster.runtime.kubelet).toEqual({
    flags: {
      'cni-bin-dir': '/opt/cni/bin',
      'cni-conf-dir': '/etc/cni/net.d',
      'container-runtime': 'docker',
      'network-plugin': 'cni',
      'pod-infra-container-image': 'registry.k8s.io/pause:3.1',
    },
    fields: {},
  });
  expect(cluster.runtime.unit).toBe('docker');
  expect(cluster.artifacts.map(({ name, version }) => `${name} ${version}`).slice(0, 2)).toEqual([
    'docker 17.03.2',
    'cni-plugins 1.5.1',
  ]);
  expect(Object.keys(filesOf(cluster)).sort()).toEqual([
    '/etc/crictl.yaml',
    '/etc/docker/daemon.json',
    '/etc/systemd/system/docker.service',
  ]);
});

it.each([
  ['1.9.11', {}, false],
  ['1.10.0', {}, true],
  ['1.9.11', { crictl: '1.11.1' }, true],
])('Kubernetes %s with %j: crictl is there: %s', (version, runtime, expected) => {
  const cluster = dockerCluster(version, runtime);
  expect(cluster.artifacts.some(({ name }) => name === 'crictl')).toBe(expected);
  expect('/etc/crictl.yaml' in filesOf(cluster)).toBe(expected);
});

it.each([
  ['docker', '1.10.3', ['flanneld']],
  ['docker', '1.23.17', ['flanneld']],
  ['containerd', '1.23.17', ['cni-plugins', 'flanneld', 'flannel-cni-plugin']],
])('%s of Kubernetes %s on flannel with etcd: of the network, %j is fetched', (name, version, expected) => {
  const etcd = { endpoints: ['https://10.240.0.5:2379'] };
  const { artifacts } = clusterWith(version, {
    runtime: { name },
    cni: { plugin: 'flannel', flannel: { version: '0.9.0', store: 'etcd', etcd } },
    target: { os: 'ubuntu-18.04' },
    artifacts: { overrides: { flanneld: { unverified: true } } },
    workers: [{ name: 'worker-0' }],
  });
  expect(artifacts.flatMap(({ name: each }) => (/cni|flannel/.test(each) ? [each] : []))).toEqual(expected);
});

it.each([
  ['1.23.17', 'docker', {}],
  ['1.24.0', 'cri-docker', { 'container-runtime-endpoint': 'unix:///run/cri-dockerd.sock' }],
  ['1.27.0', 'cri-docker', {}],
])('Kubernetes %s talks to %s', (version, unit, flags) => {
  const { runtime } = dockerCluster(version, version.startsWith('1.23') ? {} : { criDockerd: '0.4.3' });
  expect(runtime.unit).toBe(unit);
  if (unit === 'cri-docker') expect(runtime.kubelet.flags).toEqual(flags);
});

it.each([
  ['1.35.8', { containerRuntimeEndpoint: 'unix:///run/cri-dockerd.sock' }],
  [
    '1.36.4',
    {
      containerRuntimeEndpoint: 'unix:///run/cri-dockerd.sock',
      featureGates: { ExtendWebSocketsToKubelet: false },
    },
  ],
])('a kubelet %s beside cri-dockerd is told what it must not do', (version, fields) => {
  expect(dockerCluster(version, { criDockerd: '0.4.3' }, 'debian-12').runtime.kubelet.fields).toEqual(fields);
});

const flannel: DockerNetwork = {
  requires: ['flanneld.service'],
  after: ['flanneld.service'],
  environmentFiles: ['/run/flannel/subnet.env'],
  flags: { iptables: 'false', 'ip-masq': 'false' },
  flagsFromVariables: { bip: 'FLANNEL_SUBNET', mtu: 'FLANNEL_MTU' },
};

it('stands on a network that is made before it, with nothing in daemon.json that is a flag', () => {
  const cluster = dockerCluster('1.10.3', {
    cgroupDriver: 'cgroupfs',
    flags: { host: 'unix:///var/run/docker.sock', 'storage-driver': 'overlay2' },
    config: { 'log-driver': null, 'log-opts': null },
  });
  const files = filesOf(cluster, flannel);
  expect(files['/etc/docker/daemon.json']).toBeUndefined();
  expect(files['/etc/systemd/system/docker.service']).toBe(`[Unit]
Description=Docker container engine
After=network-online.target flanneld.service
Wants=network-online.target
Requires=flanneld.service

[Service]
EnvironmentFile=/run/flannel/subnet.env
ExecStart=/usr/bin/dockerd \\
  --bip=\${FLANNEL_SUBNET} \\
  --host=unix:///var/run/docker.sock \\
  --ip-masq=false \\
  --iptables=false \\
  --mtu=\${FLANNEL_MTU} \\
  --storage-driver=overlay2
Type=notify
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
TimeoutStartSec=0
LimitNOFILE=1048576
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
OOMScoreAdjust=-500

[Install]
WantedBy=multi-user.target
`);
});

it("has its pods on its own bridge where flannel's range is there before it: the kubelet asks no CNI plugin", () => {
  const etcd = { endpoints: ['https://10.240.0.5:2379'] };
  const cluster = clusterWith('1.8.0', {
    runtime: { name: 'docker' },
    target: { os: 'ubuntu-16.04' },
    cni: { plugin: 'flannel', flannel: { version: '0.9.0', store: 'etcd', etcd } },
    artifacts: { overrides: { flanneld: { unverified: true } } },
    workers: [{ name: 'worker-0' }],
  });
  expect(cluster.runtime.kubelet.flags).toEqual({
    'container-runtime': 'docker',
    'pod-infra-container-image': 'registry.k8s.io/pause:3.1',
  });
  const unit = filesOf(cluster, cluster.cni.dockerNetwork)['/etc/systemd/system/docker.service'];
  expect(unit).toContain('\nRequires=flanneld.service\n');
  expect(unit).toContain(` \\\n  --bip=\${FLANNEL_SUBNET} \\\n`);
});

it('null takes a flag of ours away, and a setting of daemon.json by its flag', () => {
  const cluster = dockerCluster('1.10.3', { flags: { mtu: null, 'log-opt': null } });
  const files = filesOf(cluster, flannel);
  expect(files['/etc/systemd/system/docker.service']).not.toContain('mtu');
  expect(JSON.parse(files['/etc/docker/daemon.json'] ?? '')).toEqual({
    'exec-opts': ['native.cgroupdriver=systemd'],
    'log-driver': 'json-file',
  });
});

it('says its cgroup driver where it would take another by itself', () => {
  const driver = (version: string, cgroupDriver: string): unknown =>
    JSON.parse(filesOf(dockerCluster('1.21.0', { version, cgroupDriver }))['/etc/docker/daemon.json'] ?? '')[
      'exec-opts'
    ];
  expect(driver('19.03.15', 'cgroupfs')).toBeUndefined();
  expect(driver('19.03.15', 'systemd')).toEqual(['native.cgroupdriver=systemd']);
  expect(driver('20.10.23', 'cgroupfs')).toEqual(['native.cgroupdriver=cgroupfs']);
});

it('has handlers as runtimes, and no RuntimeClass for them', () => {
  const cluster = dockerCluster('1.30.0', {
    criDockerd: '0.4.3',
    handlers: [
      { name: 'runsc', type: 'gvisor' },
      { name: 'kata', type: 'kata' },
      { name: 'nvidia', type: 'nvidia' },
    ],
  });
  expect(cluster.runtime.runtimeClasses).toEqual([]);
  expect(cluster.artifacts.map(({ name }) => name)).not.toContain('containerd-shim-runsc-v1');
  expect(JSON.parse(filesOf(cluster)['/etc/docker/daemon.json'] ?? '').runtimes).toEqual({
    kata: { runtimeType: 'io.containerd.kata.v2' },
    nvidia: { path: '/usr/bin/nvidia-container-runtime' },
    runsc: { path: '/usr/local/bin/runsc' },
  });
});

import { expect, it } from 'vitest';
import type { Flags } from '../../generated/cluster-spec.js';
import { flagRules } from './flags.js';
import type { Spec } from './rule.js';

const specOf = (version: string, rest: Partial<Spec> = {}): Spec => ({
  kubernetes: { version },
  controlPlane: { endpoint: 'https://10.240.0.10:6443' },
  network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
  target: { os: 'ubuntu-16.04' },
  ...rest,
});

const codes = (spec: Spec): string[] => flagRules(spec).map(({ code, path }) => `${code} ${path.at(-1)}`);

/** The flags of two articles that no other part of a spec decides. */
const articles: [name: string, version: string, kubelet: Flags, proxy: Flags][] = [
  [
    'seed 001',
    '1.8.0',
    {
      'allow-privileged': 'true',
      'cert-dir': '/etc/kubelet',
      'cni-bin-dir': '/opt/cni/bin',
      'cni-conf-dir': '/etc/cni/net.d',
      'docker-endpoint': 'unix:///var/run/docker.sock',
      'network-plugin': '',
      'node-ip': null,
      'tls-cert-file': null,
    },
    { 'cluster-cidr': null, 'hostname-override': null },
  ],
  [
    'seed 002',
    '1.10.3',
    {
      'allow-privileged': 'true',
      'cloud-provider': '',
      'cni-bin-dir': '/opt/cni/bin/',
      'cni-conf-dir': '/etc/cni/net.d/',
      docker: 'unix:///var/run/docker.sock',
      'eviction-hard': 'memory.available<100Mi,nodefs.available<10%',
      'feature-gates': 'ExperimentalCriticalPodAnnotation=true',
      'image-pull-progress-deadline': '2m',
      'network-plugin': 'cni',
      'non-masquerade-cidr': '100.64.0.0/10',
      'register-node': 'true',
      'register-schedulable': 'true',
      'runtime-request-timeout': '15m',
      v: '2',
    },
    {},
  ],
];

it.each(articles)('takes the flags of %s, Kubernetes %s', (_name, version, kubelet, proxy) => {
  const settings = 'flags' as const;
  expect(codes(specOf(version, { kubelet: { settings, flags: kubelet }, proxy: { settings, flags: proxy } }))).toEqual(
    [],
  );
});

/** What is told of the flag's releases; not every flag takes the text that it gets here. */
const eraCodes = (spec: Spec): string[] => codes(spec).filter((each) => !each.startsWith('config-value-type '));

/** Each flag with the last release on the one side of its boundary and the first on the other. */
const boundaries: [flag: string, good: string, bad: string][] = [
  ['docker-exec-handler', '1.8.15', '1.9.0'],
  ['init-config-dir', '1.9.11', '1.10.0'],
  ['tls-min-version', '1.10.0', '1.9.11'],
  ['rkt-path', '1.10.13', '1.11.0'],
  ['qos-reserved', '1.11.0', '1.10.13'],
  ['cadvisor-port', '1.11.10', '1.12.0'],
  ['rotate-server-certificates', '1.12.0', '1.11.10'],
  ['google-json-key', '1.12.10', '1.13.0'],
  ['experimental-fail-swap-on', '1.13.12', '1.14.0'],
  ['allow-privileged', '1.14.10', '1.15.0'],
  ['enable-cadvisor-json-endpoints', '1.15.0', '1.14.10'],
  ['containerized', '1.15.12', '1.16.0'],
  ['topology-manager-policy', '1.16.0', '1.15.12'],
  ['reserved-cpus', '1.17.0', '1.16.15'],
  ['experimental-dockershim', '1.18.20', '1.19.0'],
  ['logging-format', '1.19.0', '1.18.20'],
  ['image-credential-provider-config', '1.20.0', '1.19.16'],
  ['chaos-chance', '1.21.14', '1.22.0'],
  ['seccomp-profile-root', '1.22.17', '1.23.0'],
  ['network-plugin', '1.23.17', '1.24.0'],
  ['experimental-kernel-memcg-notification', '1.24.17', '1.25.0'],
  ['logtostderr', '1.25.16', '1.26.0'],
  ['keep-terminated-pod-volumes', '1.30.14', '1.31.0'],
  ['cloud-config', '1.33.13', '1.34.0'],
  ['pod-infra-container-image', '1.34.2', '1.35.0'],
  ['boot-id-file', '1.36.4', '1.37.0'],
];

it.each(boundaries)('kubelet --%s: %s has it, %s does not', (flag, good, bad) => {
  const kubelet = { flags: { [flag]: 'x' } };
  expect(eraCodes(specOf(good, { kubelet }))).toEqual([]);
  expect(eraCodes(specOf(bad, { kubelet }))).toEqual([expect.stringMatching(`^flag-(too-new|removed) ${flag}$`)]);
});

const proxyBoundaries: typeof boundaries = [
  ['conntrack-max', '1.14.10', '1.15.0'],
  ['resource-container', '1.15.12', '1.16.0'],
  ['detect-local-mode', '1.18.0', '1.17.17'],
  ['bind-address-hard-fail', '1.19.0', '1.18.20'],
  ['logtostderr', '1.25.16', '1.26.0'],
  ['init-only', '1.29.0', '1.28.0'],
];

it.each(proxyBoundaries)('kube-proxy --%s: %s has it, %s does not', (flag, good, bad) => {
  const proxy = { settings: 'flags' as const, flags: { [flag]: 'x' } };
  expect(eraCodes(specOf(good, { proxy }))).toEqual([]);
  expect(eraCodes(specOf(bad, { proxy }))).toEqual([expect.stringMatching(`^flag-(too-new|removed) ${flag}$`)]);
});

it("lets a machine take away the cluster's flags, and what nobody set is an error", () => {
  const machine = (flags: Flags) => [{ name: 'a', podCIDR: '10.200.0.0/24', kubelet: { flags } }];
  const kubelet = { flags: { v: '2', 'max-pods': null } };
  expect(codes(specOf('1.36.4', { kubelet, workers: machine({ v: null, 'max-pods': null }) }))).toEqual([
    'flag-not-ours max-pods',
    'flag-not-ours max-pods',
  ]);
});

import { describe, expect, it } from 'vitest';
import type { OperatingSystem } from '../../eras/operating-system.js';
import { systems } from '../../eras/systems.js';
import type { NodeKubelet } from '../../generated/cluster-spec.js';
import type { SystemName } from '../../generated/names.js';
import type { GivenSpec, NormalisedSpec } from '../full-spec.js';
import { resolveProxy } from '../network/proxy.js';
import { normalise } from '../normalise.js';
import { resolveKubelet, resolveNodeKubelet } from './kubelet.js';

const specOf = (version: string, rest: Partial<GivenSpec> = {}): NormalisedSpec =>
  normalise({
    kubernetes: { version },
    controlPlane: { endpoint: 'https://10.240.0.10:6443' },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
    target: { os: 'debian-13' },
    ...rest,
  });
const system = (name: SystemName): OperatingSystem => systems[name];
const debian = system('debian-13');

describe('settings', () => {
  it.each([
    ['1.8.0', undefined, 'flags'],
    ['1.9.11', undefined, 'flags'],
    ['1.10.0', undefined, 'file'],
    ['1.10.0', 'flags', 'flags'],
    ['1.37.0', 'flags', 'flags'],
  ] as const)('of %s, with %s asked for, are a %s', (version, settings, wanted) => {
    const normal = specOf(version, settings ? { kubelet: { settings }, proxy: { settings } } : {});
    expect(resolveKubelet(normal.spec, debian).settingFlags === null ? 'file' : 'flags').toBe(wanted);
    expect(resolveProxy(normal, debian).proxy?.settingFlags === null ? 'file' : 'flags').toBe(wanted);
  });
});

describe("a machine's kubelet", () => {
  const kubelet = { config: { maxPods: 60, evictionHard: { 'memory.available': '1Gi' } }, flags: { v: '2' } };
  const of = ({ config = {}, flags = {} }: NodeKubelet) =>
    resolveNodeKubelet(specOf('1.36.4', { kubelet }).spec, { config, flags }, debian);

  it("is the cluster's with its own laid over it; null is kept, as it takes away what is generated too", () => {
    const own = { config: { maxPods: null, evictionHard: { 'nodefs.available': '5%' } }, flags: { v: null } };
    expect(of(own)).toMatchObject({
      config: { maxPods: null, evictionHard: { 'memory.available': '1Gi', 'nodefs.available': '5%' } },
      flags: { v: null },
    });
    expect(of({ config: { evictionHard: null } }).config.evictionHard).toBeNull();
  });

  it('decides where its resolver and its health are looked for', () => {
    expect(of({})).toMatchObject({ resolvConf: '/run/systemd/resolve/resolv.conf', healthz: '127.0.0.1/10248' });
    expect(of({ config: { resolvConf: null, healthzPort: 0 } })).toMatchObject({
      resolvConf: '/etc/resolv.conf',
      healthz: null,
    });
    const flags = { 'resolv-conf': '/flag', 'healthz-port': '9', 'healthz-bind-address': '0.0.0.0' };
    expect(of({ config: { resolvConf: '/file' }, flags })).toMatchObject({
      resolvConf: '/flag',
      healthz: '127.0.0.1/9',
    });
  });
});

describe('ipvs', () => {
  const ipvs = (version: string, os: GivenSpec['target']['os']) => {
    const { proxy, diagnostics } = resolveProxy(
      specOf(version, { proxy: { mode: 'ipvs' }, target: { os } }),
      system(os),
    );
    return { gates: proxy?.featureGates, codes: diagnostics.map(({ code }) => code) };
  };

  it.each([
    ['1.8.0', { SupportIPVSProxyMode: true }],
    ['1.9.11', { SupportIPVSProxyMode: true }],
    ['1.10.0', {}],
  ])('of %s has the gates %j', (version, gates) => expect(ipvs(version, 'ubuntu-18.04')).toEqual({ gates, codes: [] }));

  it.each(['1.11.9', '1.12.9', '1.10.13'])('of %s wants a module that Linux 5.4 does not have', (version) => {
    expect(ipvs(version, 'ubuntu-20.04').codes).toEqual(['proxy-mode-unsupported']);
    expect(ipvs(version, 'ubuntu-18.04').codes).toEqual([]);
  });

  it.each(['1.11.10', '1.12.10', '1.13.0'])('of %s does without', (version) =>
    expect(ipvs(version, 'ubuntu-20.04').codes).toEqual([]),
  );
});

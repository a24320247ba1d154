import { expect, it } from 'vitest';
import type { FullSpec, GivenSpec } from '../full-spec.js';
import { normalise } from '../normalise.js';
import { resolveCni } from './cni.js';

function specOf(version: string, runtime: string, cni: GivenSpec['cni']): FullSpec {
  return normalise({
    kubernetes: { version },
    controlPlane: { endpoint: 'https://10.240.0.10:6443' },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
    target: { os: 'debian-13' },
    runtime: { name: runtime } as GivenSpec['runtime'],
    cni,
  } as GivenSpec).spec;
}

const onEtcd: NonNullable<NonNullable<GivenSpec['cni']>['flannel']> = {
  version: '0.9.0',
  store: 'etcd',
  etcd: { endpoints: ['https://10.240.0.5:2379'] },
};

it.each<[string, string, GivenSpec['cni'], boolean]>([
  ['1.10.3', 'docker', { plugin: 'flannel', flannel: onEtcd }, true],
  ['1.23.17', 'docker', { plugin: 'flannel', flannel: onEtcd }, true],
  // cri-dockerd asks CNI plugins.
  ['1.24.0', 'docker', { plugin: 'flannel', flannel: onEtcd }, false],
  ['1.23.17', 'containerd', { plugin: 'flannel', flannel: onEtcd }, false],
  // There the range comes after the kubelet, and Docker starts before it.
  ['1.23.17', 'docker', { plugin: 'flannel', flannel: { version: '0.28.4' } }, false],
  ['1.23.17', 'docker', { plugin: 'bridge' }, false],
])('Kubernetes %s with %s and %j: Docker takes the range itself: %s', (version, runtime, cni, expected) => {
  const spec = specOf(version, runtime, cni);
  expect(resolveCni(spec).cni.dockerNetwork !== null).toBe(expected);
});

it.each([
  ['0.9.1', undefined, '0.4.0'],
  ['1.9.1', undefined, '1.0.0'],
  ['1.9.1', '1.9.1-flannel1', '1.0.0'],
])("the conf's specification is one that plugins %s and flannel's own %s read", (version, cniPlugin, expected) => {
  const flannel = { version: '0.28.4', ...(cniPlugin ? { cniPlugin } : {}) };
  const spec = specOf('1.33.13', 'containerd', { plugin: 'flannel', version, flannel });
  expect(resolveCni(spec).cni.cniVersion).toBe(expected);
});

it.each([
  ['1.0.0', ['1.1.0', '1.0.0']],
  ['1.9.1-flannel1', []],
])("asks for no newer specification than flannel's own plugin %s reads", (cniPlugin, found) => {
  const flannel = { version: '0.28.4', cniPlugin };
  const spec = specOf('1.35.8', 'containerd', { plugin: 'flannel', version: '1.9.1', cniVersion: '1.1.0', flannel });
  const { diagnostics } = resolveCni(spec);
  expect(diagnostics.flatMap(({ args }) => [args.cniVersion, args.pluginsRead])).toEqual(found);
});

it.each([
  ['0.17.0', 2],
  ['0.18.0', 3],
])("flannel %s speaks etcd's API v%s", (version, api) => {
  const spec = specOf('1.23.17', 'containerd', { plugin: 'flannel', flannel: { ...onEtcd, version } });
  expect(resolveCni(spec).cni.flannel?.store).toMatchObject({ kind: 'etcd', api });
});

import { expect, it } from 'vitest';
import { normalise } from '../resolve/normalise.js';
import { flagRules } from '../resolve/rules/flags.js';
import { type FlagValues, kubeletFlagTypes, kubeProxyFlagTypes } from './flag-values.js';
import { kubeletFlags, kubeProxyFlags } from './flags.js';
import { newestKubernetes } from './kubernetes.js';
import { holdsIn } from './lookup.js';

/**
 * Until 1.22 (kubelet) and 1.24 (kube-proxy) these are klog's, which the import does not read: it declares them for both
 * programs in every release.
 */
const klog = ['log-flush-frequency', 'v', 'vmodule'];

const absent = ['flag-unknown', 'flag-too-new', 'flag-removed'];

function refused(key: 'kubelet' | 'proxy', minor: number, flags: readonly string[]): string[] {
  const normal = normalise({
    kubernetes: { version: `1.${minor}.0` },
    controlPlane: { endpoint: 'https://10.240.0.10:6443' },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
    target: { os: 'ubuntu-16.04' },
    [key]: { settings: 'flags', flags: Object.fromEntries(flags.map((flag) => [flag, '1'])) },
  });
  const problems = flagRules(normal);
  const owned = problems.filter(({ code }) => code === 'flag-owned').map(({ path }) => String(path.at(-1)));
  const gone = problems.filter(({ code }) => absent.includes(code)).map(({ path }) => String(path.at(-1)));
  return [...owned.filter((flag) => !isDeclared(types[key](), flag, minor)), ...gone].sort();
}

const types = { kubelet: kubeletFlagTypes, proxy: kubeProxyFlagTypes } as const;

const isDeclared = (all: FlagValues, flag: string, minor: number): boolean =>
  klog.includes(flag) || (all.get(flag) ?? []).some((era) => holdsIn(era, `1.${minor}.0`));

const minors = Array.from({ length: Number(newestKubernetes.split('.')[1]) - 9 }, (_, index) => index + 10);

it.each(minors)('every flag that 1.%i declares is taken, and no other one that some release declares', (minor) => {
  for (const key of ['kubelet', 'proxy'] as const) {
    const flags = [...types[key]().keys()];
    expect(refused(key, minor, flags)).toEqual(flags.filter((flag) => !isDeclared(types[key](), flag, minor)).sort());
  }
});

// Of a flag that is ours to set the rule above says only that.
it.each(minors)('the releases of flags have of 1.%i what their types say that it declares', (minor) => {
  for (const [key, spans] of [['kubelet', kubeletFlags] as const, ['proxy', kubeProxyFlags] as const]) {
    const inTable = (flag: string): boolean => holdsIn(spans()[flag] ?? { until: '0' }, `1.${minor}.0`);
    const differ = [...types[key]().keys()].filter((flag) => inTable(flag) !== isDeclared(types[key](), flag, minor));
    expect(differ, `${key}: the releases of flags beside their types`).toEqual([]);
  }
});

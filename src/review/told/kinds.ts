import { type KindName, unitOf } from '../../impact/kinds-of-files.js';
import {
  jsonSettings,
  lineSettings,
  type Settings,
  scriptSettings,
  tomlSettings,
  unitSettings,
  wordSettings,
  yamlSettings,
} from './settings-of.js';

/** A kind of text whose settings can be told one by one. */
export interface Kind {
  readonly read: (text: string) => Settings | undefined;
  /** A setting as the spec names it; of one that the spec has no name for, the file's. */
  readonly title: (setting: string, path: string) => string;
}

/** Settings that come from another place of the spec than their neighbours. */
const elsewhere: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kubelet: {
    '--hostname-override': 'spec.workers[].name',
    '--node-ip': 'spec.workers[].address',
    '--node-labels': 'spec.workers[].labels',
    '--pod-cidr': 'spec.workers[].podCIDR',
    cgroupDriver: 'spec.runtime.cgroupDriver',
    clusterDNS: 'spec.network.dnsAddress',
    clusterDomain: 'spec.network.domain',
    registerWithTaints: 'spec.workers[].taints',
    staticPodPath: 'spec.kubelet.staticPods',
  },
  'kube-proxy': {
    clusterCIDR: 'spec.network.podCIDR',
    hostnameOverride: 'spec.workers[].name',
    mode: 'spec.proxy.mode',
  },
};

/** What the spec calls the flags and fields of its two components. */
function titleOf(component: 'kubelet' | 'kube-proxy', setting: string): string {
  const key = setting.replace(/\[.*$/, '');
  const known = elsewhere[component]?.[key];
  if (known !== undefined) return known;
  const section = component === 'kubelet' ? 'spec.kubelet' : 'spec.proxy';
  return setting.startsWith('--') ? `${section}.flags.${setting.slice(2)}` : `${section}.config.${setting}`;
}

function unitTitle(setting: string, path: string): string {
  const unit = unitOf(path);
  if (setting.startsWith('--'))
    return unit === 'kubelet' || unit === 'kube-proxy'
      ? titleOf(unit, setting)
      : `spec.runtime.flags.${setting.slice(2)}`;
  return `spec.units.${unit}.${setting}`;
}

/** What the spec has fields of its own for, whatever the configuration's format calls it. */
const containerdFields: readonly (readonly [RegExp, string])[] = [
  [/\.sandbox(?:_image)?$/, 'spec.runtime.pauseImage'],
  [/\.(?:SystemdCgroup|systemd_cgroup)$/, 'spec.runtime.cgroupDriver (SystemdCgroup)'],
  [/\.snapshotter$/, 'spec.runtime.snapshotter'],
];

export const kinds: Readonly<Record<KindName, Kind>> = {
  kubelet: {
    read: (text) => (text.startsWith('#!') ? scriptSettings(text) : yamlSettings(text)),
    title: (setting) => titleOf('kubelet', setting),
  },
  'kube-proxy': {
    read: yamlSettings,
    title: (setting) => titleOf('kube-proxy', setting),
  },
  kubeconfig: {
    read: yamlSettings,
    title: (setting, path) =>
      /^clusters\b.*server$/.test(setting) ? 'spec.controlPlane.endpoint' : `${path}: ${setting}`,
  },
  containerd: {
    read: tomlSettings,
    title: (setting) =>
      containerdFields.find(([field]) => field.test(setting))?.[1] ?? `spec.runtime.config.${setting}`,
  },
  crio: {
    read: tomlSettings,
    title: (setting) => `spec.runtime.config.${setting}`,
  },
  docker: {
    read: jsonSettings,
    title: (setting) => `spec.runtime.config.${setting}`,
  },
  unit: {
    read: unitSettings,
    title: unitTitle,
  },
  sysctl: {
    read: lineSettings,
    title: (setting) => `spec.host.sysctls.${setting}`,
  },
  modules: {
    read: wordSettings,
    title: (setting) => `spec.host.modules: ${setting}`,
  },
  cni: {
    read: jsonSettings,
    title: (setting, path) =>
      /\b(?:subnet|ranges)\b/.test(setting) ? 'spec.workers[].podCIDR' : `${path.split('/').at(-1)}: ${setting}`,
  },
};

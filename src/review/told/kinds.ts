import {
  jsonSettings,
  lineSettings,
  type Settings,
  tomlSettings,
  unitSettings,
  wordSettings,
  yamlSettings,
} from './settings-of.js';

/** A kind of text whose settings can be told one by one. */
export interface Kind {
  readonly name: string;
  readonly isOf: (path: string, text: string) => boolean;
  readonly read: (text: string) => Settings | undefined;
  /** A setting as the spec names it; of one that the spec has no name for, the file's. */
  readonly title: (setting: string, path: string) => string;
}

/** The unit that a file in systemd's folder belongs to, its drop-ins too. */
export const unitOf = (path: string): string =>
  /^\/etc\/systemd\/system\/([^/]+?)(?:\.service)?(?:\.d\/[^/]+)?$/.exec(path)?.[1] ?? path;

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

const isJson = (path: string): boolean => /\.(?:json|conf|conflist)$/.test(path);

/** What the spec has fields of its own for, whatever the configuration's format calls it. */
const containerdFields: readonly (readonly [RegExp, string])[] = [
  [/\.sandbox(?:_image)?$/, 'spec.runtime.pauseImage'],
  [/\.(?:SystemdCgroup|systemd_cgroup)$/, 'spec.runtime.cgroupDriver (SystemdCgroup)'],
  [/\.snapshotter$/, 'spec.runtime.snapshotter'],
];

/** In the order in which they are tried. */
export const kinds: readonly Kind[] = [
  {
    name: 'kubelet',
    isOf: (_, text) => /^kind: KubeletConfiguration$/m.test(text),
    read: yamlSettings,
    title: (setting) => titleOf('kubelet', setting),
  },
  {
    name: 'kube-proxy',
    isOf: (_, text) => /^kind: KubeProxyConfiguration$/m.test(text),
    read: yamlSettings,
    title: (setting) => titleOf('kube-proxy', setting),
  },
  {
    name: 'kubeconfig',
    isOf: (_, text) => /^kind: Config$/m.test(text),
    read: yamlSettings,
    title: (setting, path) =>
      /^clusters\b.*server$/.test(setting) ? 'spec.controlPlane.endpoint' : `${path}: ${setting}`,
  },
  {
    name: 'containerd',
    isOf: (path) => /\/containerd\/.*\.toml$/.test(path),
    read: tomlSettings,
    title: (setting) =>
      containerdFields.find(([field]) => field.test(setting))?.[1] ?? `spec.runtime.config.${setting}`,
  },
  {
    name: 'crio',
    isOf: (path) => path.startsWith('/etc/crio/') && !isJson(path),
    read: tomlSettings,
    title: (setting) => `spec.runtime.config.${setting}`,
  },
  {
    name: 'docker',
    isOf: (path) => path.endsWith('/docker/daemon.json'),
    read: jsonSettings,
    title: (setting) => `spec.runtime.config.${setting}`,
  },
  {
    name: 'unit',
    isOf: (path) => path.startsWith('/etc/systemd/system/') && /\.(?:service|conf)$/.test(path),
    read: unitSettings,
    title: unitTitle,
  },
  {
    name: 'sysctl',
    isOf: (path) => path.startsWith('/etc/sysctl.d/'),
    read: lineSettings,
    title: (setting) => `spec.host.sysctls.${setting}`,
  },
  {
    name: 'modules',
    isOf: (path) => path.startsWith('/etc/modules-load.d/'),
    read: wordSettings,
    title: (setting) => `spec.host.modules: ${setting}`,
  },
  {
    name: 'cni',
    isOf: (path) => path.includes('/cni/net.d/') && isJson(path),
    read: jsonSettings,
    title: (setting, path) =>
      /\b(?:subnet|ranges)\b/.test(setting) ? 'spec.workers[].podCIDR' : `${path.split('/').at(-1)}: ${setting}`,
  },
];

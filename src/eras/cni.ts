import type { Era } from './lookup.js';

/** The newest CNI specification that a release of the standard plugins reads; each still reads the older ones. */
export const pluginSpecs: readonly [Era<string>, ...Era<string>[]] = [
  { since: '0.6.0', value: '0.3.1', source: 'containernetworking/plugins v0.6.0 vendored pkg/version' },
  { since: '0.8.0', value: '0.4.0', source: 'containernetworking/plugins v0.8.0 vendored pkg/version' },
  { since: '1.0.0', value: '1.0.0', source: 'containernetworking/plugins v1.0.0 vendored pkg/version' },
  { since: '1.6.0', value: '1.1.0', source: 'containernetworking/plugins v1.6.0 vendored pkg/version' },
];

/** The newest CNI specification that a containerd reads. */
export const containerdSpecs: readonly [Era<string>, ...Era<string>[]] = [
  { since: '1.1.0', value: '0.3.1', source: 'containerd/containerd v1.1.0 vendored libcni' },
  { since: '1.3.0', value: '0.4.0', source: 'containerd/containerd v1.3.0 vendored libcni' },
  { since: '1.6.0', value: '1.0.0', source: 'containerd/containerd v1.6.0 vendored libcni' },
  { since: '2.0.0', value: '1.1.0', source: 'containerd/containerd v2.0.0 vendored libcni' },
];

/** Whether nodes get a conf for the loopback, as the guides of old have it: every runtime brings up a pod's by itself. */
export const loopbackConf: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.8.0', value: true, source: 'kelseyhightower/kubernetes-the-hard-way docs/09, which older nodes keep' },
  {
    since: '1.34.0',
    value: false,
    source:
      'containerd/go-cni opts.go, WithLoNetwork; cri-o/ocicni pkg/ocicni, loNetwork; Mirantis/cri-dockerd network/cni, getLoNetwork',
  },
];

/** The specifications themselves, oldest first; the default is never newer than 1.0.0, which every add-on of today reads. */
export const cniSpecs = ['0.3.0', '0.3.1', '0.4.0', '1.0.0', '1.1.0'] as const;
export const newestDefaultSpec = '1.0.0';

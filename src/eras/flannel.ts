import type { FlannelBackend } from '../generated/names.js';
import type { Era, SourcedSpan } from './lookup.js';

/**
 * The oldest flannel that a document can run: it takes its node's name from NODE_NAME and a kubeconfig from a flag, and
 * tells systemd when its subnet is there.
 * Source: flannel-io/flannel v0.8.0 main.go (kubeconfig-file, SdNotify), subnet/kube/kube.go (NODE_NAME).
 */
export const oldestFlannel = '0.8.0';

/** The etcd API that flannel speaks. etcd 3.4 serves v2 only when it is told to, and 3.6 no longer has it. */
export const flannelEtcdApis: readonly [Era<2 | 3>, ...Era<2 | 3>[]] = [
  { since: '0.8.0', value: 2, source: 'flannel-io/flannel v0.8.0 subnet/etcdv2' },
  { since: '0.18.0', value: 3, source: 'flannel-io/flannel v0.18.0 subnet/etcd, go.etcd.io/etcd/client/v3' },
];

/** The release that brought each backend. */
export const flannelBackends: Readonly<Record<FlannelBackend, SourcedSpan & { readonly since: string }>> = {
  vxlan: { since: '0.2.0', source: 'flannel-io/flannel v0.2.0 backend/vxlan' },
  'host-gw': { since: '0.2.1', source: 'flannel-io/flannel v0.2.1 backend/hostgw' },
  udp: { since: '0.1.0', source: 'flannel-io/flannel v0.1.0 backend/udp' },
  ipip: { since: '0.10.0', source: 'flannel-io/flannel v0.10.0 backend/ipip' },
  wireguard: { since: '0.16.0', source: 'flannel-io/flannel v0.16.0 backend/wireguard' },
};

/** Whether a release of the standard CNI plugins has the one for flannel. */
export const flannelInBundle: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '0.6.0', value: true, source: 'containernetworking/plugins v0.6.0 plugins/meta/flannel' },
  { since: '1.0.0', value: false, source: 'containernetworking/plugins v1.0.0: moved to flannel-io/cni-plugin' },
];

/** The release of that plugin by itself, where the spec names none: the one whose digest is published. */
export const flannelCniPlugin = '1.0.0';

/** The newest CNI specification that the plugin by itself reads. */
export const flannelPluginSpecs: readonly [Era<string>, ...Era<string>[]] = [
  { since: '1.0.0', value: '1.0.0', source: 'flannel-io/cni-plugin v1.0.0 go.mod: containernetworking/cni v1.0.0' },
  {
    since: '1.6.0-flannel1',
    value: '1.1.0',
    source: 'flannel-io/cni-plugin v1.6.0-flannel1 go.mod: containernetworking/cni v1.2.3',
  },
];

/** Whether flanneld reads the certificate of its kubeconfig anew when the kubelet has replaced it. */
export const flannelReloadsCertificate: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '0.8.0', value: false, source: 'flannel-io/flannel v0.13.0 go.mod: client-go of 2017' },
  { since: '0.14.0', value: true, source: 'flannel-io/flannel v0.14.0 go.mod: client-go 0.19; kubernetes#79083' },
];

/** What the API server must let flannel do, where it keeps its leases in the Node objects. */
export const flannelRules = {
  value: [
    { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['nodes/status'], verbs: ['patch'] },
  ],
  source: 'flannel-io/flannel v0.28.4 Documentation/kube-flannel.yml, without what only a pod needs',
} as const;

import type { ResolvedCluster } from '../resolve/resolved/resolved.js';

/** The first boot's journal: one node's values, and the order of its steps. */
export const installScript = '/opt/bootwright/install.sh';
/** Its functions, the same text for every node. */
export const installLibrary = '/opt/bootwright/library.sh';
export const onReadyScript = '/opt/bootwright/on-ready.sh';
export const onFailedScript = '/opt/bootwright/on-failed.sh';
/** The command that tells how the first boot went. */
export const statusProgram = ({ host }: ResolvedCluster): string => `${host.programs}/bootwright-status`;
export const identityUnit = 'node-identity';
export const identityScript = '/opt/bootwright/node-identity.sh';
/** What the node found out about itself, as an environment file. */
/** What the first boot knows and keeps. */
export const stateDirectory = '/var/lib/bootwright';
export const identityFile = `${stateDirectory}/identity`;
export const forwardingScript = '/opt/bootwright/ipv6-forwarding.sh';
export const firewallScript = '/opt/bootwright/open-firewall.sh';
export const modulesFile = '/etc/modules-load.d/kubernetes.conf';
/** Behind 99-sysctl.conf, by which many systems read /etc/sysctl.conf, and behind what images add: the last one wins. */
export const sysctlFile = '/etc/sysctl.d/zz-kubernetes.conf';
/** Behind what unattended-upgrades brings, which sorts behind the kubelet's own file. */
export const logindFile = '/etc/systemd/logind.conf.d/zz-kubernetes.conf';
export const networkdFile = '/etc/systemd/networkd.conf.d/kubernetes.conf';
export const networkManagerFile = '/etc/NetworkManager/conf.d/kubernetes.conf';
export const zramFile = '/etc/systemd/zram-generator.conf';

/** What a file is made from that the node makes itself at each boot. */
export const sourceAtBoot = (path: string): string => `/opt/bootwright/at-boot${path}`;

/** Where flannel's files lie, by where it keeps its leases. */
export const flannelLayout = {
  subnet: '/run/flannel/subnet.env',
  etcd: {
    authority: '/etc/flannel/etcd-ca.pem',
    certificate: '/etc/flannel/etcd-client.pem',
    key: '/etc/flannel/etcd-client-key.pem',
    token: '/etc/flannel/digitalocean-token',
    members: '/etc/flannel/etcd-members',
    lookup: '/opt/bootwright/etcd-lookup.py',
  },
  kubernetes: {
    // Where flannel looks for it by itself, and before 0.12.0 nowhere else.
    network: '/etc/kube-flannel/net-conf.json',
    kubeconfig: '/etc/kube-flannel/kubeconfig',
    certificate: '/etc/kube-flannel/flannel.pem',
    key: '/etc/kube-flannel/flannel-key.pem',
  },
} as const;

/** Where kube-proxy's files lie, on every node alike. */
export function proxyLayout({ paths }: ResolvedCluster) {
  return {
    authority: paths.authority,
    certificate: `${paths.kubeProxy}/kube-proxy.pem`,
    key: `${paths.kubeProxy}/kube-proxy-key.pem`,
    kubeconfig: `${paths.kubeProxy}/kubeconfig`,
    config: `${paths.kubeProxy}/kube-proxy-config.yaml`,
  };
}

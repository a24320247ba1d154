import type { ResolvedCluster, ResolvedNode } from '../resolve/resolved.js';

/** The runtime's socket, as a URL for the kubelet and crictl. */
export const runtimeEndpoint = 'unix:///run/containerd/containerd.sock';
export const installScript = '/opt/bootwright/install.sh';
export const onReadyScript = '/opt/bootwright/on-ready.sh';
export const onFailedScript = '/opt/bootwright/on-failed.sh';
export const modulesFile = '/etc/modules-load.d/kubernetes.conf';
export const sysctlFile = '/etc/sysctl.d/99-kubernetes.conf';

/** Where the kubelet's files lie on a node. */
export function kubeletLayout({ paths }: ResolvedCluster, { kubelet }: ResolvedNode) {
  return {
    authority: paths.authority,
    certificate: kubelet.certificate,
    key: kubelet.key,
    kubeconfig: paths.kubeletKubeconfig,
    config: `${paths.kubelet}/kubelet-config.yaml`,
  };
}

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

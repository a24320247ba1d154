/** The field of the spec that a download's release comes from. */
export const downloadFields: Readonly<Record<string, string>> = {
  'kubernetes-node': 'spec.kubernetes.version',
  kubelet: 'spec.kubernetes.version (kubelet)',
  'kube-proxy': 'spec.kubernetes.version (kube-proxy)',
  kubectl: 'spec.kubernetes.version (kubectl)',
  containerd: 'spec.runtime.version',
  'containerd-static': 'spec.runtime.version',
  docker: 'spec.runtime.version',
  crio: 'spec.runtime.version',
  'cri-dockerd': 'spec.runtime.criDockerd',
  runc: 'spec.runtime.runc',
  crictl: 'spec.runtime.crictl',
  'cni-plugins': 'spec.cni.version',
  flanneld: 'spec.cni.flannel.version',
  'flannel-cni-plugin': 'spec.cni.flannel.cniPlugin',
  runsc: 'spec.runtime.handlers[].version (runsc)',
  'containerd-shim-runsc-v1': 'spec.runtime.handlers[].version (its shim)',
};

/** The units that run what a download brings. */
export const downloadUnits: Readonly<Record<string, readonly string[]>> = {
  'kubernetes-node': ['kubelet', 'kube-proxy'],
  kubelet: ['kubelet'],
  'kube-proxy': ['kube-proxy'],
  containerd: ['containerd'],
  'containerd-static': ['containerd'],
  docker: ['docker'],
  crio: ['crio'],
  'cri-dockerd': ['cri-docker'],
  runc: ['containerd', 'crio'],
  runsc: ['containerd', 'crio', 'docker'],
  'containerd-shim-runsc-v1': ['containerd', 'crio'],
  flanneld: ['flanneld'],
};

/** Downloads whose minor release a kubelet may not change under pods. */
export const kubeletDownloads: readonly string[] = ['kubernetes-node', 'kubelet'];

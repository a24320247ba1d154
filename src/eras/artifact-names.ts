/** The downloads that a worker may need, by the names that the spec's `artifacts.overrides` uses. */
export const artifactNames = [
  'kubernetes-node',
  'kubelet',
  'kube-proxy',
  'kubectl',
  'containerd',
  'containerd-static',
  'runc',
  'cni-plugins',
  'crictl',
  'docker',
  'cri-dockerd',
  'crio',
  'runsc',
  'containerd-shim-runsc-v1',
  'flanneld',
  'flannel-cni-plugin',
] as const;
export type ArtifactName = (typeof artifactNames)[number];

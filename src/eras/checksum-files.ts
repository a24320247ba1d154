import type { ArtifactName } from './artifact-names.js';
import type { Era } from './lookup.js';

type ChecksumFiles = readonly [Era<string | null>, ...Era<string | null>[]];

const always = (value: string | null, source: string): ChecksumFiles => [{ since: '0', value, source }];

const kubernetes: ChecksumFiles = [
  { since: '1.8.0', value: null, source: 'kubernetes/minikube pkg/minikube/download/binary.go: .sha1 before 1.17' },
  { since: '1.17.0', value: '.sha256', source: 'kubernetes/minikube pkg/minikube/download/binary.go' },
];
const kubespray = 'kubernetes-sigs/kubespray scripts/component_hash_update/…/components.py';
const gvisor = always('.sha512', 'google/gvisor g3doc/user_guide/install.md');

/**
 * The file in which upstream publishes an artifact's digest: with a dot before it an ending of the artifact's own
 * address, else a file of the same folder; null where none was found.
 */
export const checksumFiles: Readonly<Record<ArtifactName, ChecksumFiles>> = {
  'kubernetes-node': kubernetes,
  kubelet: kubernetes,
  'kube-proxy': kubernetes,
  kubectl: kubernetes,
  containerd: always('.sha256sum', kubespray),
  'containerd-static': always('.sha256sum', kubespray),
  runc: always('runc.sha256sum', kubespray),
  'cni-plugins': always('.sha256', kubespray),
  crictl: always('.sha256', kubespray),
  docker: always(null, 'kubernetes/kops upup/pkg/fi/cloudup/docker.go v1.21.0 computes its own'),
  'cri-dockerd': always(null, `${kubespray} computes its own`),
  crio: always('.sha256sum', kubespray),
  runsc: gvisor,
  'containerd-shim-runsc-v1': gvisor,
  flanneld: always(null, 'flannel-io/flannel Documentation/building.md attaches none'),
  'flannel-cni-plugin': always(null, 'none found in flannel-io/cni-plugin'),
};

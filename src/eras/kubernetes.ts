import type { Era, SourcedSpan } from './lookup.js';

/** Kubernetes releases that the tables cover; the newest is known by its minor, patches may be newer. */
export const oldestKubernetes = '1.8.0';
export const newestKubernetes = '1.37';

/** Minors that a kubelet may lag behind its API server. */
export const kubeletLag: readonly [Era<number>, ...Era<number>[]] = [
  { since: '1.8.0', value: 2, source: 'kubernetes/website releases/version-skew-policy.md' },
  { since: '1.25', value: 3, source: 'kubernetes/website releases/version-skew-policy.md' },
];

/** API servers with a port that takes everybody for the administrator. */
export const insecurePort = { until: '1.20', source: 'kubernetes/kubernetes#95856' } as const satisfies SourcedSpan;

/** API servers whose NodeRestriction keeps labels below node-restriction.kubernetes.io from nodes. */
export const restrictsNodes: SourcedSpan = {
  since: '1.13',
  source: 'kubernetes/kubernetes plugin/pkg/admission/noderestriction/admission.go: in 1.13, not in 1.12',
};

/** Whether a kubelet exits that is to give its node a label below kubernetes.io or k8s.io that is not its to give. */
export const refusesReservedLabels: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.8.0', value: false, source: 'kubernetes/kubernetes#79305: before, a warning at most' },
  {
    since: '1.16',
    value: true,
    source: 'kubernetes/kubernetes#79305, in 1.16.0',
  },
];

/** The pause image that kubeadm of this release names: the image of every pod's sandbox. */
export const pauseImages: readonly [Era<string>, ...Era<string>[]] = [
  {
    since: '1.8.0',
    value: '3.1',
    source:
      'kubernetes/minikube constants.go v1.3.0, of 1.10: 3.0, of 1.8 and 1.9, has another name for each architecture',
  },
  { since: '1.18.0', value: '3.2', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.21.0', value: '3.4.1', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.22.0', value: '3.5', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.23.0', value: '3.6', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.24.0', value: '3.7', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.25.0', value: '3.8', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.26.0', value: '3.9', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.31.0', value: '3.10', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.34.0', value: '3.10.1', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.36.0', value: '3.10.2', source: 'kubernetes/minikube constants_kubeadm_images.go' },
];

/** How the kubelet is told of its runtime: which flags it needs, and whether the config file holds the endpoint. */
export interface RuntimeWiring {
  readonly containerRuntimeFlag: boolean;
  readonly endpointIn: 'flag' | 'file';
}

export const runtimeWiring: readonly [Era<RuntimeWiring>, ...Era<RuntimeWiring>[]] = [
  {
    since: '1.8.0',
    value: { containerRuntimeFlag: true, endpointIn: 'flag' },
    source: 'kubernetes/kubernetes v1.8.15 cmd/kubelet/app/options/container_runtime.go',
  },
  {
    since: '1.24.0',
    value: { containerRuntimeFlag: false, endpointIn: 'flag' },
    source: 'kubernetes/kubernetes#107094: only `remote` is left, and the default',
  },
  {
    since: '1.27.0',
    value: { containerRuntimeFlag: false, endpointIn: 'file' },
    source: 'kubernetes/kubelet kubernetes-1.27.0 config/v1beta1/types.go: containerRuntimeEndpoint',
  },
];

/** Whether taints stand in the config file (`registerWithTaints`) or in a flag. */
export const taintsIn: readonly [Era<'flag' | 'file'>, ...Era<'flag' | 'file'>[]] = [
  { since: '1.8.0', value: 'flag', source: 'kubernetes/kubernetes v1.8.15 cmd/kubelet/app/options/options.go' },
  { since: '1.23.0', value: 'file', source: 'kubernetes/kubelet kubernetes-1.23.0 config/v1beta1/types.go' },
];

/** Labels that say where a node is and what it is. */
export const topologyNames: readonly [
  Era<Readonly<Record<'region' | 'zone' | 'instanceType', string>>>,
  ...Era<Readonly<Record<'region' | 'zone' | 'instanceType', string>>>[],
] = [
  {
    since: '1.8.0',
    value: {
      region: 'failure-domain.beta.kubernetes.io/region',
      zone: 'failure-domain.beta.kubernetes.io/zone',
      instanceType: 'beta.kubernetes.io/instance-type',
    },
    source: 'kubernetes/kubernetes v1.8.15 pkg/kubelet/apis/well_known_labels.go',
  },
  {
    since: '1.17.0',
    value: {
      region: 'topology.kubernetes.io/region',
      zone: 'topology.kubernetes.io/zone',
      instanceType: 'node.kubernetes.io/instance-type',
    },
    source: 'kubernetes/kubernetes CHANGELOG-1.17 (cloud provider labels reach general availability), #81431',
  },
];

/** `--allow-privileged` was false by default for some of these releases, and is unknown after 1.14. */
export const allowPrivilegedFlag: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.8.0', value: true, source: 'kubernetes/kubernetes v1.8.15 options.go (default false); #63442' },
  { since: '1.15.0', value: false, source: 'kubernetes/kubernetes#77820' },
];

/** Whether the kubelet speaks to Docker itself. */
export const hasDockershim: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.8.0', value: true, source: 'kubernetes/kubernetes v1.8.0, v1.10.0 pkg/kubelet/dockershim' },
  { since: '1.24.0', value: false, source: 'kubernetes/kubernetes#97252: dockershim removed' },
];

/** The API in which an API server takes RuntimeClasses; null: it has none without alpha features of its own. */
export const runtimeClassApis: readonly [Era<string | null>, ...Era<string | null>[]] = [
  {
    since: '1.8.0',
    value: null,
    source: 'kubernetes/website feature-gates/RuntimeClass.md: alpha in 1.12; bc986c5708: it needs a CRD installed',
  },
  {
    since: '1.14.0',
    value: 'node.k8s.io/v1beta1',
    source: 'kubernetes/website bc986c5708 runtime-class.md: beta in 1.14, of another form than the alpha',
  },
  { since: '1.20.0', value: 'node.k8s.io/v1', source: 'kubernetes/website feature-gates/RuntimeClass.md: stable 1.20' },
];

/** Where the kubelet's and kube-proxy's settings stand if the spec does not say. */
export const settingsIn: readonly [Era<'file' | 'flags'>, ...Era<'file' | 'flags'>[]] = [
  {
    since: '1.8.0',
    value: 'flags',
    source: 'kubernetes/kubernetes v1.9.11 cmd/kubelet/app/options/options.go: no --config; kube-proxy alike for both',
  },
  {
    since: '1.10.0',
    value: 'file',
    source: 'kubernetes/kubernetes v1.10.13 cmd/kubelet/app/options/options.go: --config',
  },
];

/**
 * Whether the kubelet asks the runtime for its cgroup driver and does not start where it gets no answer. Before, it falls
 * back to its own setting.
 */
export const asksForCgroupDriver: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.8.0', value: false, source: 'kubernetes/enhancements KEP-4033; v1.37.0 falls back' },
  { since: '1.38.0', value: true, source: 'kubernetes/kubernetes#139121, #136731; kubernetes/website#55954' },
];

/** Whether the kubelet's file can say where volume plugins lie; before, only a flag can. */
export const volumePluginsInFile: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.8.0', value: false, source: 'kubernetes/kubelet config/v1beta1/types.go v0.18.20: no volumePluginDir' },
  { since: '1.19.0', value: true, source: 'kubernetes/kubelet config/v1beta1/types.go v0.19.0: volumePluginDir' },
];

/** Whether a kubelet asks for its client and its serving certificate by itself, with a bootstrap token. */
export const tlsBootstrap: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.8.0', value: false, source: 'kubernetes/kubernetes v1.8.15: RotateKubeletServerCertificate is alpha' },
  {
    since: '1.12.0',
    value: true,
    source: 'kubernetes/kubernetes CHANGELOG-1.12: TLS bootstrap is GA, RotateKubeletServerCertificate beta and on',
  },
];

/** Whether the API server says of a request for a certificate which signer it is for. */
export const namesSigner: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.8.0', value: false, source: 'kubernetes/kubernetes v1.14.10 pkg/apis/certificates/types.go: no field' },
  { since: '1.18.0', value: true, source: 'kubernetes/kubernetes#86933 and #86476, in CHANGELOG-1.18' },
];

/** Whether kube-proxy reads the certificate of its kubeconfig anew when the kubelet has replaced it. */
export const proxyReloadsCertificate: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.8.0', value: false, source: 'kubernetes/kubernetes#70958: it is read once' },
  { since: '1.18.0', value: true, source: 'kubernetes/kubernetes#79083, in CHANGELOG-1.18' },
];

/** Where a kubelet keeps certificates, unless a flag says where. Source: kubernetes/kubernetes cmd/kubelet/app/options/options.go. */
export const certificateDirectory = '/var/lib/kubelet/pki';

/** Kubeconfigs that say which name a server's certificate is checked for. */
export const tlsServerName = {
  since: '1.18.0',
  source: 'kubernetes/kubernetes#88769; k8s.io/client-go v0.18.0 tools/clientcmd/api/v1/types.go, not in v0.17.0',
} as const;

/** From which release on a kubelet can do what a field asks for; of each the first. */
export const kubeletAbilities = {
  reserved: { since: '1.30.0', source: 'KEP-3983: the directory of drop-ins is on by default, without a variable' },
  imageCredentialProviders: { since: '1.26.0', source: 'KEP-2133: credentialprovider.kubelet.k8s.io/v1, stable' },
  swap: { since: '1.28.0', source: 'KEP-2400: LimitedSwap on cgroup v2, beta' },
} as const;

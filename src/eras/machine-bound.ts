/** A setting whose value is one machine's own, and so wrong for every other machine that gets it. */
export interface MachineBound {
  readonly program: 'kubelet' | 'proxy';
  readonly field: string;
  readonly flag: string;
  /** What it holds: a machine's identity, or an address, which 0.0.0.0 and loopback addresses are not. */
  readonly holds: 'identity' | 'address';
  readonly source: string;
}

/** Names and --node-ip are not the spec's to say: the documents set those from each machine's own entry. */
export const machineBound: readonly MachineBound[] = [
  {
    program: 'kubelet',
    field: 'providerID',
    flag: 'provider-id',
    holds: 'identity',
    source: 'kubernetes/kubelet config/v1beta1/types.go: identifies the instance in the external provider',
  },
  {
    program: 'kubelet',
    field: 'address',
    flag: 'address',
    holds: 'address',
    source: 'kubernetes/kubelet config/v1beta1/types.go: the address for the Kubelet to serve on',
  },
  {
    program: 'kubelet',
    field: 'healthzBindAddress',
    flag: 'healthz-bind-address',
    holds: 'address',
    source: 'kubernetes/kubelet config/v1beta1/types.go',
  },
  {
    program: 'proxy',
    field: 'bindAddress',
    flag: 'bind-address',
    holds: 'address',
    source: 'kubernetes/kube-proxy config/v1alpha1/types.go: overrides the node IP that kube-proxy thinks is its own',
  },
  {
    program: 'proxy',
    field: 'healthzBindAddress',
    flag: 'healthz-bind-address',
    holds: 'address',
    source: 'kubernetes/kube-proxy config/v1alpha1/types.go',
  },
  {
    program: 'proxy',
    field: 'metricsBindAddress',
    flag: 'metrics-bind-address',
    holds: 'address',
    source: 'kubernetes/kube-proxy config/v1alpha1/types.go',
  },
];

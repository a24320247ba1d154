/**
 * The flag of each field that the documents set in KubeletConfiguration. They are the same at every release that has
 * the flag. Source: kubernetes/kubernetes cmd/kubelet/app/options/options.go (AddKubeletConfigFlags) v1.10.13, and by
 * the same names v1.8.15 and v1.34.2.
 */
export const kubeletSettingFlags: Readonly<Record<string, string>> = {
  podPidsLimit: 'pod-max-pids',
  protectKernelDefaults: 'protect-kernel-defaults',
  seccompDefault: 'seccomp-default',
  tlsMinVersion: 'tls-min-version',
  'authentication.anonymous.enabled': 'anonymous-auth',
  'authentication.webhook.enabled': 'authentication-token-webhook',
  'authentication.x509.clientCAFile': 'client-ca-file',
  'authorization.mode': 'authorization-mode',
  cgroupDriver: 'cgroup-driver',
  clusterDNS: 'cluster-dns',
  clusterDomain: 'cluster-domain',
  containerRuntimeEndpoint: 'container-runtime-endpoint',
  readOnlyPort: 'read-only-port',
  registerWithTaints: 'register-with-taints',
  resolvConf: 'resolv-conf',
  rotateCertificates: 'rotate-certificates',
  serverTLSBootstrap: 'rotate-server-certificates',
  staticPodPath: 'pod-manifest-path',
  tlsCertFile: 'tls-cert-file',
  tlsPrivateKeyFile: 'tls-private-key-file',
  volumePluginDir: 'volume-plugin-dir',
};

/** The same for KubeProxyConfiguration. Source: kubernetes/kubernetes cmd/kube-proxy/app/server.go v1.8.15 and v1.10.13. */
export const kubeProxySettingFlags: Readonly<Record<string, string>> = {
  'clientConnection.kubeconfig': 'kubeconfig',
  clusterCIDR: 'cluster-cidr',
  featureGates: 'feature-gates',
  hostnameOverride: 'hostname-override',
  mode: 'proxy-mode',
};

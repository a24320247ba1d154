/** A setting that names something which must be on the machine before the program starts. */
export interface NamedFile {
  readonly program: 'kubelet' | 'proxy';
  readonly field?: string;
  readonly flag?: string;
  /** `programs`: a directory of programs that the setting's reader runs. */
  readonly names: 'file' | 'directory' | 'programs';
  readonly source: string;
}

/** Directories that a program makes where they are missing (static pods, certificates, volume plugins) are not here. */
export const namedFiles: readonly NamedFile[] = [
  {
    program: 'kubelet',
    flag: 'image-credential-provider-config',
    names: 'file',
    source: 'kubernetes/kubernetes pkg/credentialprovider/plugin/config.go, readCredentialProviderConfig',
  },
  {
    program: 'kubelet',
    flag: 'image-credential-provider-bin-dir',
    names: 'programs',
    source: 'kubernetes/kubernetes pkg/credentialprovider/plugin/plugin.go, RegisterCredentialProviderPlugins',
  },
  {
    program: 'kubelet',
    field: 'authentication.x509.clientCAFile',
    flag: 'client-ca-file',
    names: 'file',
    source: 'kubernetes/kubernetes cmd/kubelet/app/auth.go, NewDynamicCAContentFromFile',
  },
  {
    program: 'kubelet',
    field: 'tlsCertFile',
    flag: 'tls-cert-file',
    names: 'file',
    source: 'kubernetes/kubernetes cmd/kubelet/app/server.go, InitializeTLS',
  },
  {
    program: 'kubelet',
    field: 'tlsPrivateKeyFile',
    flag: 'tls-private-key-file',
    names: 'file',
    source: 'kubernetes/kubernetes cmd/kubelet/app/server.go, InitializeTLS',
  },
  {
    program: 'kubelet',
    field: 'resolvConf',
    flag: 'resolv-conf',
    names: 'file',
    source: 'kubernetes/kubernetes pkg/kubelet/network/dns/dns.go, getHostDNSConfig',
  },
  {
    program: 'kubelet',
    flag: 'config-dir',
    names: 'directory',
    source: 'kubernetes/kubernetes cmd/kubelet/app/server.go, mergeKubeletConfigurations',
  },
  {
    program: 'kubelet',
    flag: 'cloud-config',
    names: 'file',
    source: 'kubernetes/kubernetes v1.28.0 pkg/kubelet and cloud-provider plugins.go, InitCloudProvider',
  },
  {
    program: 'kubelet',
    flag: 'azure-container-registry-config',
    names: 'file',
    source: 'kubernetes/kubernetes v1.27.16 cmd/kubelet/app/options/globalflags_providers.go',
  },
  {
    program: 'proxy',
    field: 'clientConnection.kubeconfig',
    names: 'file',
    source: 'kubernetes/kubernetes cmd/kube-proxy/app/server.go, createClient',
  },
];

/** Keys of containerd's configuration, at any depth, that name a file. Source: containerd internal/cri/config/config.go, cmd/containerd/server/config/config.go. */
export const containerdFileKeys: readonly string[] = [
  'base_runtime_spec',
  'ca_file',
  'cert_file',
  'conf_template',
  'key_file',
  'tls_ca',
  'tls_cert',
  'tls_cert_file',
  'tls_key',
  'tls_key_file',
];

/** What systems have, or make themselves when they start. Source: file-hierarchy(7); kubelet --cert-dir. */
export const filesOfSystems =
  /^\/(usr\/(?!local\/)|etc\/(ssl|pki|ca-certificates)\/|etc\/resolv\.conf$|run\/|proc\/|sys\/|dev\/|var\/lib\/kubelet\/pki\/)/;

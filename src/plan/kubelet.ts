import { templates } from '../generated/templates.js';
import type { ResolvedCluster, ResolvedNode } from '../resolve/resolved.js';
import { kubeconfigText } from './kubeconfig.js';
import { kubeletLayout, runtimeEndpoint } from './layout.js';
import { keyFile, type NodeContribution, plainFile } from './node-plan.js';
import { overlay, yamlText } from './serialise.js';

/** The kubelet: its certificate and key, configuration, kubeconfig and unit. */
export function planKubelet(cluster: ResolvedCluster): NodeContribution {
  const program = `${cluster.paths.binaries}/kubelet`;
  // It holds a key.
  const directories = [{ path: cluster.paths.kubelet, mode: 0o700 }];
  return (node, { kubeletCertificate, kubeletKey }) => {
    const layout = kubeletLayout(cluster, node);
    const kubeconfig = kubeconfigText({
      cluster: cluster.name,
      server: cluster.endpoint,
      user: 'kubelet',
      authority: layout.authority,
      certificate: layout.certificate,
      key: layout.key,
    });
    const unit = templates['kubelet.service']({ program, flags: kubeletFlags(cluster, node) });
    return {
      files: [
        plainFile(layout.certificate, kubeletCertificate, ['spec', 'credentials']),
        keyFile(layout.key, kubeletKey, ['spec', 'credentials']),
        plainFile(layout.config, kubeletConfig(cluster, node), ['spec', 'kubelet']),
        plainFile(layout.kubeconfig, kubeconfig, ['spec', 'controlPlane']),
        plainFile('/etc/systemd/system/kubelet.service', unit, ['spec', 'kubelet']),
      ],
      directories,
      service: { unit: 'kubelet', programs: ['kubelet', 'kubernetes-node'], reads: [layout.authority] },
    };
  };
}

function kubeletConfig(cluster: ResolvedCluster, node: ResolvedNode): string {
  const { kubelet, runtime } = cluster;
  const layout = kubeletLayout(cluster, node);
  const fields = {
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: layout.authority },
    },
    authorization: { mode: 'Webhook' },
    cgroupDriver: runtime.cgroupDriver,
    clusterDNS: [cluster.dnsAddress],
    clusterDomain: cluster.domain,
    ...(kubelet.wiring.endpointIn === 'file' ? { containerRuntimeEndpoint: runtimeEndpoint } : {}),
    ...(kubelet.taintsIn === 'file' && node.taints.length > 0 ? { registerWithTaints: node.taints } : {}),
    resolvConf: kubelet.resolvConf,
    tlsCertFile: layout.certificate,
    tlsPrivateKeyFile: layout.key,
  };
  const header = { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' };
  return yamlText({ ...header, ...overlay(fields, kubelet.config) });
}

/** Command line flags as whole words, ours first, the spec's laid over them, sorted by name. */
function kubeletFlags(cluster: ResolvedCluster, node: ResolvedNode): string[] {
  const { kubelet } = cluster;
  const layout = kubeletLayout(cluster, node);
  const labels = Object.entries(node.labels).map(([key, value]) => `${key}=${value}`);
  const taints = node.taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`);
  const flags: Record<string, string> = {
    config: layout.config,
    kubeconfig: layout.kubeconfig,
    'hostname-override': node.name,
    ...(node.address ? { 'node-ip': node.address } : {}),
    ...(labels.length > 0 ? { 'node-labels': labels.join(',') } : {}),
    ...(kubelet.taintsIn === 'flag' && taints.length > 0 ? { 'register-with-taints': taints.join(',') } : {}),
    ...(kubelet.wiring.containerRuntimeFlag ? { 'container-runtime': 'remote' } : {}),
    ...(kubelet.wiring.endpointIn === 'flag' ? { 'container-runtime-endpoint': runtimeEndpoint } : {}),
    ...(kubelet.allowPrivilegedFlag ? { 'allow-privileged': 'true' } : {}),
    ...kubelet.flags,
  };
  return Object.keys(flags)
    .sort()
    .map((name) => `--${name}=${flags[name]}`);
}

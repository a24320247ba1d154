import { templates } from '../generated/templates.js';
import type { ResolvedCluster, ResolvedProxy } from '../resolve/resolved.js';
import { kubeconfigText } from './kubeconfig.js';
import { proxyLayout } from './layout.js';
import { type NodeContribution, plainFile } from './node-plan.js';
import { overlay, yamlText } from './serialise.js';

/** kube-proxy: its configuration, its kubeconfig and its unit. */
export function planKubeProxy(cluster: ResolvedCluster, proxy: ResolvedProxy): NodeContribution {
  const layout = proxyLayout(cluster);
  const fields = {
    clientConnection: { kubeconfig: layout.kubeconfig },
    clusterCIDR: cluster.podCIDR,
    ...(Object.keys(proxy.featureGates).length > 0 ? { featureGates: proxy.featureGates } : {}),
    mode: proxy.mode,
  };
  const header = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' };
  const kubeconfig = kubeconfigText({
    cluster: cluster.name,
    server: cluster.endpoint,
    user: 'system:kube-proxy',
    authority: layout.authority,
    certificate: layout.certificate,
    key: layout.key,
  });
  const unit = templates['kube-proxy.service']({
    program: `${cluster.paths.binaries}/kube-proxy`,
    configFlag: `--config=${layout.config}`,
  });
  const shared = [
    plainFile(layout.kubeconfig, kubeconfig, ['spec', 'controlPlane']),
    plainFile('/etc/systemd/system/kube-proxy.service', unit, ['spec', 'proxy']),
  ];
  return (node) => {
    // Honoured in the file by every release; beside --config the flag is, too, from 1.13 only.
    const config = overlay({ ...fields, hostnameOverride: node.name }, proxy.config);
    return {
      files: [plainFile(layout.config, yamlText({ ...header, ...config }), ['spec', 'proxy']), ...shared],
      services: ['kube-proxy'],
    };
  };
}

import { templates } from '../generated/templates.js';
import type { ResolvedCluster, ResolvedProxy } from '../resolve/resolved.js';
import { kubeconfigText } from './kubeconfig.js';
import { proxyLayout } from './layout.js';
import { keyFile, type NodeContribution, plainFile, sharedFiles } from './node-plan.js';
import { overlay, yamlText } from './serialise.js';

/** kube-proxy: its certificate and key, configuration, kubeconfig and unit. */
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
    user: 'kube-proxy',
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
  const once = sharedFiles();
  const directories = [{ path: cluster.paths.kubeProxy, mode: 0o700 }];
  return (node, { proxyCertificate, proxyKey }) => {
    // Honoured in the file by every release; beside --config the flag is, too, from 1.13 only.
    const config = overlay({ ...fields, hostnameOverride: node.name }, proxy.config);
    return {
      files: [
        once(plainFile(layout.certificate, proxyCertificate, ['spec', 'credentials'])),
        once(keyFile(layout.key, proxyKey, ['spec', 'credentials'])),
        plainFile(layout.config, yamlText({ ...header, ...config }), ['spec', 'proxy']),
        ...shared,
      ],
      directories,
      service: { unit: 'kube-proxy', programs: ['kube-proxy', 'kubernetes-node'], reads: [layout.authority] },
    };
  };
}

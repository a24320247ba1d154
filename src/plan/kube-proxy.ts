import { templates } from '../generated/templates.js';
import type { ResolvedCluster, ResolvedProxy } from '../resolve/resolved/resolved.js';
import type { NodeContribution } from './contribution.js';
import { flagsOfFields, flagWords } from './flags.js';
import { identityFor, nodeNameAtBoot, nodeNameVariable } from './identity.js';
import { kubeconfigsOf } from './kubeconfig.js';
import { proxyLayout } from './layout.js';
import { componentFileOf, keyFile, type PlannedFile, plainFile, sharedFiles } from './node-plan.js';
import { overlay, yamlText } from './serialise.js';

/** kube-proxy: its certificate and key, configuration, kubeconfig and unit. */
export function planKubeProxy(cluster: ResolvedCluster, proxy: ResolvedProxy): NodeContribution {
  const layout = proxyLayout(cluster);
  const program = `${cluster.paths.binaries}/kube-proxy`;
  const once = sharedFiles();
  const { users, embedded } = cluster.kubeconfig;
  const kubeconfigFor = kubeconfigsOf(cluster, users.kubeProxy);
  const kubeconfigFile = embedded ? keyFile : componentFileOf(cluster);
  const proof = { certificate: layout.certificate, key: layout.key };
  const namedAtBoot = cluster.identity?.name != null;
  const named = namedAtBoot ? { 'hostname-override': nodeNameVariable } : {};
  const own = proxy.credentials === 'own';
  const sharedFields = proxyFields(cluster, proxy, own ? layout.kubeconfig : cluster.paths.kubeletKubeconfig);
  const directories = own || !proxy.settingFlags ? [{ path: cluster.paths.kubeProxy, mode: 0o700 }] : [];
  return (node, { authority, proxyCertificate, proxyKey }) => {
    const texts = { authority, certificate: proxyCertificate, key: proxyKey };
    const kubeletFiles = node.layout;
    // Honoured in the file by every release; beside --config the flag is, too, from 1.13 only.
    const fields = { ...sharedFields, hostnameOverride: namedAtBoot ? nodeNameAtBoot : node.name };
    const { flags, config } = proxy.settingFlags
      ? { flags: flagWords(flagsOfFields(fields, proxy.settingFlags), named, proxy.flags), config: [] }
      : {
          flags: flagWords({ config: layout.config }, proxy.flags),
          config: [plainFile(layout.config, configText(overlay(fields, proxy.config)), ['spec', 'proxy'])],
        };
    // The name is in a flag, unless the spec took that away, or in the configuration, which is made of it.
    const readsName = flags.some((flag) => typeof flag !== 'string') || (namedAtBoot && config.length > 0);
    const unit = templates['kube-proxy.service']({ program, flags, ...identityFor(readsName) });
    const credentials: PlannedFile[] =
      own && !embedded
        ? [
            plainFile(layout.certificate, proxyCertificate, ['spec', 'credentials']),
            keyFile(layout.key, proxyKey, ['spec', 'credentials']),
          ]
        : [];
    return {
      files: [
        ...credentials.map(once),
        ...(namedAtBoot ? [] : config),
        ...(own
          ? [
              once(
                kubeconfigFile(layout.kubeconfig, kubeconfigFor(node.endpoint, proof, texts), ['spec', 'controlPlane']),
              ),
            ]
          : []),
        once(plainFile('/etc/systemd/system/kube-proxy.service', unit, ['spec', 'proxy'])),
      ],
      filesAtBoot: namedAtBoot ? config : [],
      directories,
      modules: proxy.modules,
      service: {
        unit: 'kube-proxy',
        phase: 'addons',
        programs: ['kube-proxy', 'kubernetes-node'],
        reads: [
          layout.authority,
          ...(own ? [] : [kubeletFiles.kubeconfig, kubeletFiles.certificate, kubeletFiles.key]),
        ],
      },
    };
  };
}

/** The settings that kube-proxies share, as fields of their configuration. */
function proxyFields(cluster: ResolvedCluster, proxy: ResolvedProxy, kubeconfig: string) {
  return {
    clientConnection: { kubeconfig },
    clusterCIDR: cluster.podCIDRs.join(','),
    ...(Object.keys(proxy.featureGates).length > 0 ? { featureGates: proxy.featureGates } : {}),
    mode: proxy.mode,
  };
}

function configText(fields: Readonly<Record<string, unknown>>): string {
  return yamlText({ apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...fields });
}

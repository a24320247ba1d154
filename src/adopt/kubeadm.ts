import { instantText } from '../pki/bootstrap-token.js';
import type { Facts } from './facts.js';
import { base64Text, fieldOf, listOf, said, textOf } from './fields.js';
import { endpointOf } from './kubeconfig.js';

const release = (text: string | undefined): string | undefined => /^v?(\d+\.\d+\.\d+)$/.exec(text ?? '')?.[1];

/** Arguments as v1beta3 has them, a mapping, or as v1beta4, a list of names and values. */
function argumentOf(component: unknown, name: string): string | undefined {
  const extra = fieldOf(component, 'extraArgs');
  if (!Array.isArray(extra)) return textOf(extra, name);
  return textOf(
    extra.findLast((each) => textOf(each, 'name') === name),
    'value',
  );
}

/** kubeadm's ClusterConfiguration, of the ConfigMap kubeadm-config. Source: kubernetes/kubernetes cmd/kubeadm/app/apis/kubeadm/v1beta3 and v1beta4 types.go. */
export function clusterConfigurationFacts(config: unknown): Facts {
  const server = textOf(config, 'controlPlaneEndpoint');
  const manager = fieldOf(config, 'controllerManager');
  return said({
    name: textOf(config, 'clusterName'),
    version: release(textOf(config, 'kubernetesVersion')),
    // Without a port it is the API server's own: 6443 where nothing else was asked for.
    endpoint:
      server === undefined ? undefined : endpointOf(`https://${/:\d+$/.test(server) ? server : `${server}:6443`}`),
    podCIDR: textOf(config, 'networking', 'podSubnet'),
    serviceCIDR: textOf(config, 'networking', 'serviceSubnet'),
    domain: textOf(config, 'networking', 'dnsDomain'),
    nodeMask: argumentOf(manager, 'node-cidr-mask-size'),
    checksKubelets: argumentOf(fieldOf(config, 'apiServer'), 'kubelet-certificate-authority') && 'yes',
  });
}

/** KubeletConfiguration, of the ConfigMap kubelet-config: what kubeadm's own nodes have. */
export function kubeletConfigurationFacts(config: unknown): Facts {
  const [dnsAddress] = listOf(config, 'clusterDNS');
  return said({ domain: textOf(config, 'clusterDomain'), dnsAddress: textOf({ dnsAddress }, 'dnsAddress') });
}

/** KubeProxyConfiguration, of the ConfigMap kube-proxy: the cluster runs its own. */
export function proxyConfigurationFacts(config: unknown): Facts {
  // Empty: iptables. Source: kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1.
  return said({ proxy: textOf(config, 'mode') ?? 'iptables', podCIDR: textOf(config, 'clusterCIDR') });
}

/** Static pods of a control plane: the flags that they run with. */
export function staticPodFacts(pod: unknown): Facts {
  const [container] = listOf(pod, 'spec', 'containers');
  const words = listOf(container, 'command').map(String);
  const flag = (name: string): string | undefined =>
    words.findLast((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const image = release(/:([^:/]+)$/.exec(textOf(container, 'image') ?? '')?.[1]);
  if (words[0] === 'kube-apiserver') {
    const [address, port] = [flag('advertise-address'), flag('secure-port') ?? '6443'];
    return said({
      version: image,
      endpoint:
        address === undefined ? undefined : `https://${address.includes(':') ? `[${address}]` : address}:${port}`,
      serviceCIDR: flag('service-cluster-ip-range'),
      checksKubelets: flag('kubelet-certificate-authority') && 'yes',
    });
  }
  if (words[0] !== 'kube-controller-manager') return {};
  return said({
    version: image,
    name: flag('cluster-name'),
    podCIDR: flag('cluster-cidr'),
    serviceCIDR: flag('service-cluster-ip-range'),
    nodeMask: flag('node-cidr-mask-size'),
  });
}

/** A bootstrap token's Secret. Without an end it never ends. Source: kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens. */
export function tokenSecretFacts(secret: unknown): Facts {
  const value = (key: string): string | undefined => {
    const plain = textOf(secret, 'stringData', key);
    const coded = textOf(secret, 'data', key);
    return plain ?? base64Text(coded ?? '');
  };
  const [id, word] = [value('token-id'), value('token-secret')];
  if (!id || !word || value('usage-bootstrap-authentication') !== 'true') return {};
  const end = value('expiration');
  if (!end) return { token: `${id}.${word}`, tokenEnd: 'never' };
  const instant = new Date(end);
  // The API server takes a token whose end it cannot read for one that is over.
  if (Number.isNaN(instant.getTime())) return {};
  return { token: `${id}.${word}`, tokenEnd: instantText(instant) };
}

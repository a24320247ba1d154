import { newestDefaultSpec } from '../eras/cni.js';
import { crioReleases } from '../eras/crio.js';
import { coreDnsReleases, defaultDns, kubeDnsReleases } from '../eras/dns.js';
import { dockerReleases, newestCriDockerd } from '../eras/docker.js';
import { flannelCniPlugin } from '../eras/flannel.js';
import { newestGvisor } from '../eras/gvisor.js';
import { handlers as traitsOf } from '../eras/handlers.js';
import { hasDockershim, pauseImages, settingsIn } from '../eras/kubernetes.js';
import { eraAt } from '../eras/lookup.js';
import type { OperatingSystem } from '../eras/operating-system.js';
import { companions, crictlReleases } from '../eras/pairs.js';
import { providers } from '../eras/providers.js';
import { defaultProxyMode } from '../eras/proxy-modes.js';
import type {
  FullCni,
  FullDns,
  FullFlannel,
  FullHost,
  FullProxy,
  FullRuntime,
  FullSpec,
  SchemaSpec,
} from './full-spec.js';
import { cniReadBy, olderSpec } from './network/cni-reader.js';
import { asksForCertificates } from './node/identities.js';

/** The runtime with the releases that go with its Kubernetes. */
export function fullRuntime({ kubernetes: { version }, runtime }: SchemaSpec): FullRuntime {
  const paired = eraAt(companions, version);
  const newest: Readonly<Record<FullRuntime['name'], string>> = {
    containerd: paired.containerd,
    docker: eraAt(dockerReleases, version),
    crio: eraAt(crioReleases, version),
  };
  const overCriDockerd = runtime.name === 'docker' && !eraAt(hasDockershim, version);
  return {
    ...runtime,
    version: runtime.version ?? newest[runtime.name],
    runc: runtime.runc ?? paired.runc,
    crictl: runtime.crictl ?? eraAt(crictlReleases, version),
    pauseImage: runtime.pauseImage ?? `registry.k8s.io/pause:${eraAt(pauseImages, version)}`,
    // A spec that needs one and does not name it is refused: this is the release that it is told of.
    criDockerd: runtime.criDockerd ?? (overCriDockerd ? newestCriDockerd : null),
    handlers: runtime.handlers.map((handler) => ({
      ...handler,
      version: handler.version ?? (traitsOf[handler.type].fetched ? newestGvisor : null),
      program: handler.program ?? traitsOf[handler.type].program,
    })),
  };
}

/** The pods' network, with a CNI specification that both the plugins and the runtime read. */
export function fullCni({ kubernetes, cni }: SchemaSpec, runtime: FullRuntime): FullCni {
  const named = {
    ...cni,
    version: cni.version ?? eraAt(companions, kubernetes.version).cni,
    flannel: cni.plugin === 'flannel' && cni.flannel ? fullFlannel(cni.flannel) : null,
  };
  const { byPlugins, byRuntime } = cniReadBy({ kubernetes, runtime, cni: named });
  return { ...named, cniVersion: cni.cniVersion ?? olderSpec(olderSpec(byPlugins, byRuntime), newestDefaultSpec) };
}

function fullFlannel(flannel: NonNullable<SchemaSpec['cni']['flannel']>): FullFlannel {
  const { store, etcd, cniPlugin } = flannel;
  const members = etcd && store === 'etcd' ? { ...etcd, endpoints: etcd.endpoints ?? [] } : null;
  return { ...flannel, cniPlugin: cniPlugin ?? flannelCniPlugin, etcd: members };
}

/** Where the settings of the kubelet and kube-proxy stand: whether these releases read a file at all. */
export function settingsDefault({ kubernetes }: Pick<SchemaSpec, 'kubernetes'>): 'file' | 'flags' {
  return eraAt(settingsIn, kubernetes.version);
}

/** kube-proxy in this release's mode, as far as the operating system can run it. */
export function fullProxy(spec: SchemaSpec, os: OperatingSystem): FullProxy | null {
  const { kubernetes, proxy, credentials } = spec;
  const preferred = eraAt(defaultProxyMode, kubernetes.version);
  const mode = proxy.mode ?? (preferred === 'nftables' && !os.nftables ? 'iptables' : preferred);
  if (mode === 'none') return null;
  return {
    ...proxy,
    mode,
    settings: proxy.settings ?? settingsDefault(spec),
    // A document that holds no key, or one for hours, leaves it the kubelet's certificate.
    credentials: proxy.credentials ?? (asksForCertificates({ credentials }) ? 'kubelet' : 'own'),
  };
}

/**
 * What the provider decides. Each document holds a key or a token, so pods are kept from a metadata service wherever one is
 * known; and a firewall that keeps the cluster's traffic out is opened.
 */
export function fullHost({ host, target }: SchemaSpec): FullHost {
  const { addresses, image } = providers[target.provider];
  return {
    ...host,
    blockMetadata: host.blockMetadata ?? addresses !== null,
    firewall: host.firewall ?? (image ? 'open' : 'leave'),
    packageRepositories: host.packageRepositories.map((source) => ({
      ...source,
      components: source.components ?? (source.suite === null || source.suite.endsWith('/') ? [] : ['main']),
    })),
    users: host.users.map((user) => ({ ...user, group: user.group ?? user.name })),
  };
}

/** The DNS server that kubeadm of the control plane's release installs. */
export function fullDns(dns: SchemaSpec['addons']['dns'], controlPlane: string): FullDns {
  const name = dns.name ?? eraAt(defaultDns, controlPlane);
  if (name === 'none') return { ...dns, name };
  // kube-dns's manifest leaves the number to the API server.
  if (name === 'coredns') {
    return { ...dns, name, version: dns.version ?? eraAt(coreDnsReleases, controlPlane), replicas: dns.replicas ?? 2 };
  }
  const usual = eraAt(kubeDnsReleases, controlPlane);
  return { ...dns, name, version: usual && (dns.version ?? usual) };
}

/** The programs where the system's own are looked for; the kubelet's and the cluster's files below their directories. */
export function fullPaths(paths: SchemaSpec['paths'], { programs }: OperatingSystem): FullSpec['paths'] {
  return {
    ...paths,
    binaries: paths.binaries ?? programs,
    runtimeBinaries: paths.runtimeBinaries ?? programs,
    authority: paths.authority ?? `${paths.kubernetes}/ca.pem`,
    kubeletKubeconfig: paths.kubeletKubeconfig ?? `${paths.kubelet}/kubeconfig`,
  };
}

import type { ResolvedCluster, ResolvedDns } from '../resolve/resolved/resolved.js';
import type { Manifest } from './cluster-file.js';
import { dnsContainerPorts, dnsService, httpProbe, namespace, patience, podTraits, selector } from './dns-objects.js';

type KubeDns = Extract<ResolvedDns, { name: 'kube-dns' }>;

const name = 'kube-dns';
const volume = 'kube-dns-config';
const dnsPort = 10053;
const statusPort = 10054;
const metricsPort = 10055;

const managed = (mode: string) => ({ 'addonmanager.kubernetes.io/mode': mode });
const labels = { 'kubernetes.io/cluster-service': 'true', ...managed('Reconcile') };

/** kube-dns as the cluster's DNS server: dnsmasq in front of a server of Kubernetes' names, and a sidecar that watches both. */
export function kubeDnsObjects(cluster: ResolvedCluster, dns: KubeDns): readonly Manifest[] {
  const metadata = { name, namespace };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata, labels } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, labels: managed('EnsureExists') } },
    {
      apiVersion: dns.api.deployments,
      kind: 'Deployment',
      metadata: { ...metadata, labels: { ...selector, ...labels } },
      spec: {
        ...(dns.replicas === null ? {} : { replicas: dns.replicas }),
        strategy: { rollingUpdate: { maxSurge: '10%', maxUnavailable: 0 } },
        selector: { matchLabels: selector },
        template: podTemplate(cluster, dns),
      },
    },
    dnsService(cluster.dnsAddresses, { labels: { ...selector, ...labels, 'kubernetes.io/name': 'KubeDNS' } }),
  ];
}

function podTemplate(cluster: ResolvedCluster, dns: KubeDns): Manifest {
  const { annotations, spec } = podTraits(dns.api);
  return {
    metadata: { labels: selector, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
    spec: {
      ...spec,
      volumes: [{ name: volume, configMap: { name, optional: true } }],
      containers: [kubedns(cluster, dns), dnsmasq(cluster, dns), sidecar(cluster, dns)],
      dnsPolicy: 'Default',
      serviceAccountName: name,
    },
  };
}

function kubedns({ domain }: ResolvedCluster, { images }: KubeDns): Manifest {
  return {
    name: 'kubedns',
    image: images.kubedns,
    resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
    livenessProbe: { ...httpProbe('/healthcheck/kubedns', statusPort), ...patience },
    readinessProbe: { ...httpProbe('/readiness', 8081), initialDelaySeconds: 3, timeoutSeconds: 5 },
    args: [`--domain=${domain}.`, `--dns-port=${dnsPort}`, '--config-dir=/kube-dns-config', '--v=2'],
    env: [{ name: 'PROMETHEUS_PORT', value: String(metricsPort) }],
    ports: [
      { containerPort: dnsPort, name: 'dns-local', protocol: 'UDP' },
      { containerPort: dnsPort, name: 'dns-tcp-local', protocol: 'TCP' },
      { containerPort: metricsPort, name: 'metrics', protocol: 'TCP' },
    ],
    volumeMounts: [{ name: volume, mountPath: '/kube-dns-config' }],
  };
}

function dnsmasq({ domain }: ResolvedCluster, { images, traits, dnsmasq: own }: KubeDns): Manifest {
  const configuration = '/etc/k8s/dns/dnsmasq-nanny';
  const servers = [domain, 'in-addr.arpa', 'ip6.arpa'].map((zone) => `--server=/${zone}/127.0.0.1#${dnsPort}`);
  const flags = own ?? ['--cache-size=1000', ...traits.cacheFlags, '--log-facility=-', ...servers];
  return {
    name: 'dnsmasq',
    image: images.dnsmasq,
    livenessProbe: { ...httpProbe('/healthcheck/dnsmasq', statusPort), ...patience },
    args: ['-v=2', '-logtostderr', `-configDir=${configuration}`, '-restartDnsmasq=true', '--', '-k', ...flags],
    ports: dnsContainerPorts,
    resources: { requests: { cpu: '150m', memory: '20Mi' } },
    volumeMounts: [{ name: volume, mountPath: configuration }],
  };
}

function sidecar({ domain }: ResolvedCluster, { images, traits }: KubeDns): Manifest {
  const probe = (who: string, port: number) =>
    `--probe=${who},127.0.0.1:${port},kubernetes.default.svc.${domain},5,${traits.probe}`;
  return {
    name: 'sidecar',
    image: images.sidecar,
    livenessProbe: { ...httpProbe('/metrics', statusPort), ...patience },
    args: ['--v=2', '--logtostderr', probe('kubedns', dnsPort), probe('dnsmasq', 53)],
    ports: [{ containerPort: statusPort, name: 'metrics', protocol: 'TCP' }],
    resources: { requests: { memory: '20Mi', cpu: '10m' } },
  };
}

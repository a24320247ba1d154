import type { ResolvedCluster, ResolvedDns } from '../resolve/resolved/resolved.js';
import type { Manifest } from './cluster-file.js';
import { corefileText } from './corefile.js';
import { dnsContainerPorts, dnsService, httpProbe, namespace, patience, podTraits, selector } from './dns-objects.js';

type CoreDns = Extract<ResolvedDns, { name: 'coredns' }>;

const name = 'coredns';
const role = 'system:coredns';
const rbac = 'rbac.authorization.k8s.io';
const metricsPort = 9153;

/** CoreDNS as the cluster's DNS server. */
export function coreDnsObjects(cluster: ResolvedCluster, dns: CoreDns): readonly Manifest[] {
  const metadata = { name, namespace };
  const service = {
    annotations: { 'prometheus.io/port': String(metricsPort), 'prometheus.io/scrape': 'true' },
    labels: { ...selector, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
  };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name: role }, rules: rulesFor(dns) },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: role },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { Corefile: dns.corefile ?? corefileText(cluster, dns.traits) },
    },
    {
      apiVersion: dns.api.deployments,
      kind: 'Deployment',
      metadata: { ...metadata, labels: { ...selector, 'kubernetes.io/name': 'CoreDNS' } },
      spec: {
        replicas: dns.replicas,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
        selector: { matchLabels: selector },
        template: podTemplate(dns),
      },
    },
    dnsService(cluster.dnsAddresses, service, [{ name: 'metrics', port: metricsPort, protocol: 'TCP' }]),
  ];
}

function rulesFor({ traits }: CoreDns): readonly Manifest[] {
  const watch = (group: string, ...resources: string[]) => ({
    apiGroups: [group],
    resources,
    verbs: ['list', 'watch'],
  });
  return [
    watch('', 'endpoints', 'services', 'pods', 'namespaces'),
    ...(traits.nodes ? [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }] : []),
    ...(traits.endpointSlices ? [watch('discovery.k8s.io', 'endpointslices')] : []),
  ];
}

function podTemplate({ api, image, osLabel, traits }: CoreDns): Manifest {
  const { annotations, spec } = podTraits(api);
  const scratch = traits.writesToTmp;
  return {
    metadata: { labels: selector, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
    spec: {
      ...spec,
      serviceAccountName: name,
      // Both on one node would leave with it.
      affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [apart] } },
      nodeSelector: { [osLabel]: 'linux' },
      containers: [
        {
          name,
          image,
          imagePullPolicy: 'IfNotPresent',
          resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
          args: ['-conf', '/etc/coredns/Corefile'],
          volumeMounts: [
            { name: 'config-volume', mountPath: '/etc/coredns', readOnly: true },
            ...(scratch ? [{ name: 'tmp', mountPath: '/tmp' }] : []),
          ],
          ports: [...dnsContainerPorts, { containerPort: metricsPort, name: 'metrics', protocol: 'TCP' }],
          livenessProbe: { ...httpProbe('/health', 8080), ...patience },
          readinessProbe: traits.ready ? httpProbe('/ready', 8181) : httpProbe('/health', 8080),
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
            readOnlyRootFilesystem: true,
          },
        },
      ],
      // Its own questions go to the node's servers: asking itself, it would ask for ever.
      dnsPolicy: 'Default',
      volumes: [
        { name: 'config-volume', configMap: { name, items: [{ key: 'Corefile', path: 'Corefile' }] } },
        ...(scratch ? [{ name: 'tmp', emptyDir: {} }] : []),
      ],
    },
  };
}

const apart = {
  weight: 100,
  podAffinityTerm: { labelSelector: { matchLabels: selector }, topologyKey: 'kubernetes.io/hostname' },
};

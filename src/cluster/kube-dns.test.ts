import { expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readCluster } from '../render.js';
import { resolveDns } from '../resolve/network/dns.js';
import { normalise } from '../resolve/normalise.js';
import { clusterFiles } from './cluster-files.js';
import { kubeDnsObjects } from './kube-dns.js';

const spec = `
apiVersion: bootwright/v1alpha1
kind: Cluster
metadata: {name: demo}
spec:
  kubernetes: {version: "1.10.0"}
  controlPlane: {endpoint: "https://10.240.0.10:6443"}
  network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}
  target: {os: ubuntu-16.04}
  workers: [{name: worker-0, podCIDR: 10.200.0.0/24}]
  addons: {dns: DNS}
`;

/** The manifest of an add-on, as a YAML reader sees it. */
function objects(dns: string): Record<string, unknown>[] {
  const { cluster, diagnostics } = readCluster(spec.replace('DNS', dns));
  if (!cluster) throw new Error(JSON.stringify(diagnostics));
  const file = [...clusterFiles(cluster)].find(({ path }) => path === 'cluster/dns.yaml');
  return parseAllDocuments(file?.content ?? '', { version: '1.1' }).map((document) => document.toJS());
}

/** What seed 001's Deployment.yml and Service.yml say. */
const article = [
  `{apiVersion: v1, kind: ServiceAccount, metadata: {name: kube-dns, namespace: kube-system,
    labels: {kubernetes.io/cluster-service: "true", addonmanager.kubernetes.io/mode: Reconcile}}}`,
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-dns, namespace: kube-system,
    labels: {addonmanager.kubernetes.io/mode: EnsureExists}}}`,
  `
apiVersion: extensions/v1beta1
kind: Deployment
metadata:
  name: kube-dns
  namespace: kube-system
  labels: {k8s-app: kube-dns, kubernetes.io/cluster-service: "true", addonmanager.kubernetes.io/mode: Reconcile}
spec:
  strategy: {rollingUpdate: {maxSurge: 10%, maxUnavailable: 0}}
  selector: {matchLabels: {k8s-app: kube-dns}}
  template:
    metadata: {labels: {k8s-app: kube-dns}, annotations: {scheduler.alpha.kubernetes.io/critical-pod: ''}}
    spec:
      tolerations: [{key: CriticalAddonsOnly, operator: Exists}]
      volumes: [{name: kube-dns-config, configMap: {name: kube-dns, optional: true}}]
      containers:
      - name: kubedns
        image: gcr.io/google_containers/k8s-dns-kube-dns-amd64:1.14.5
        resources: {limits: {memory: 170Mi}, requests: {cpu: 100m, memory: 70Mi}}
        livenessProbe: {httpGet: {path: /healthcheck/kubedns, port: 10054, scheme: HTTP},
          initialDelaySeconds: 60, timeoutSeconds: 5, successThreshold: 1, failureThreshold: 5}
        readinessProbe: {httpGet: {path: /readiness, port: 8081, scheme: HTTP}, initialDelaySeconds: 3, timeoutSeconds: 5}
        args: [--domain=cluster.local., --dns-port=10053, --config-dir=/kube-dns-config, --v=2]
        env: [{name: PROMETHEUS_PORT, value: "10055"}]
        ports:
        - {containerPort: 10053, name: dns-local, protocol: UDP}
        - {containerPort: 10053, name: dns-tcp-local, protocol: TCP}
        - {containerPort: 10055, name: metrics, protocol: TCP}
        volumeMounts: [{name: kube-dns-config, mountPath: /kube-dns-config}]
      - name: dnsmasq
        image: gcr.io/google_containers/k8s-dns-dnsmasq-nanny-amd64:1.14.5
        livenessProbe: {httpGet: {path: /healthcheck/dnsmasq, port: 10054, scheme: HTTP},
          initialDelaySeconds: 60, timeoutSeconds: 5, successThreshold: 1, failureThreshold: 5}
        args: [-v=2, -logtostderr, -configDir=/etc/k8s/dns/dnsmasq-nanny, -restartDnsmasq=true, --, -k,
          --cache-size=1000, --log-facility=-, --no-resolv, '--server=127.0.0.1#10053']
        ports: [{containerPort: 53, name: dns, protocol: UDP}, {containerPort: 53, name: dns-tcp, protocol: TCP}]
        resources: {requests: {cpu: 150m, memory: 20Mi}}
        volumeMounts: [{name: kube-dns-config, mountPath: /etc/k8s/dns/dnsmasq-nanny}]
      - name: sidecar
        image: gcr.io/google_containers/k8s-dns-sidecar-amd64:1.14.5
        livenessProbe: {httpGet: {path: /metrics, port: 10054, scheme: HTTP},
          initialDelaySeconds: 60, timeoutSeconds: 5, successThreshold: 1, failureThreshold: 5}
        args:
        - --v=2
        - --logtostderr
        - --probe=kubedns,127.0.0.1:10053,kubernetes.default.svc.cluster.local,5,A
        - --probe=dnsmasq,127.0.0.1:53,kubernetes.default.svc.cluster.local,5,A
        ports: [{containerPort: 10054, name: metrics, protocol: TCP}]
        resources: {requests: {memory: 20Mi, cpu: 10m}}
      dnsPolicy: Default
      serviceAccountName: kube-dns
`,
  `
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system, labels: {k8s-app: kube-dns, kubernetes.io/cluster-service: "true",
  addonmanager.kubernetes.io/mode: Reconcile, kubernetes.io/name: KubeDNS}}
spec:
  selector: {k8s-app: kube-dns}
  clusterIP: 10.32.0.10
  ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}]
`,
].map((text) => parse(text));

it("says what seed 001's manifests say, field by field", () => {
  const text = `{name: kube-dns, version: "1.14.5", registry: gcr.io/google_containers, dnsmasq: FLAGS}`;
  const flags = `["--cache-size=1000", "--log-facility=-", "--no-resolv", "--server=127.0.0.1#10053"]`;
  const { spec: given } = parse(spec.replace('DNS', text.replace('FLAGS', flags)).replace('1.10.0', '1.8.0'));
  const { dns } = resolveDns(normalise(given));
  const { cluster } = readCluster(spec.replace('DNS', '{}'));
  if (dns?.name !== 'kube-dns' || !cluster) throw new Error('the spec is not fine');
  expect(kubeDnsObjects(cluster, dns)).toEqual(article);
});

it('asks for other servers where the node does, and for records that later releases ask for', () => {
  const text = JSON.stringify(objects('{}'));
  expect(text).toContain('registry.k8s.io/k8s-dns-sidecar-amd64:1.14.8');
  expect(text).toContain(
    '"--cache-size=1000","--no-negcache","--log-facility=-","--server=/cluster.local/127.0.0.1#10053"',
  );
  expect(text).toContain('--probe=kubedns,127.0.0.1:10053,kubernetes.default.svc.cluster.local,5,SRV');
});

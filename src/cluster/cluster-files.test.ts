import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { providers } from '../eras/providers.js';
import { readCluster } from '../render.js';
import { clusterFiles } from './cluster-files.js';

const spec = (changes: { version?: string; provider?: string; address?: string; extra?: string }) => `
apiVersion: bootwright/v1alpha1
kind: Cluster
metadata: {name: demo}
spec:
  kubernetes: {version: "${changes.version ?? '1.36.4'}"}
  controlPlane: {endpoint: "https://10.240.0.10:6443", kubeletClient: "api server: yes"}
  network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}
  target: {os: ubuntu-20.04, provider: ${changes.provider ?? 'generic'}}
  workers: [{name: worker-0, podCIDR: 10.200.0.0/24${changes.address ?? ', address: 10.240.0.20'}}]
  ${changes.extra ?? ''}
`;

function filesOf(changes: Parameters<typeof spec>[0]): Map<string, string> {
  const { cluster, diagnostics } = readCluster(
    spec(changes).replace('ubuntu-20.04', changes.version ? 'ubuntu-20.04' : 'debian-13'),
  );
  if (!cluster) throw new Error(JSON.stringify(diagnostics));
  return new Map(clusterFiles(cluster).map(({ path, content }) => [path.replace('cluster/', ''), content]));
}

function objects(text = ''): { kind: string; [key: string]: unknown }[] {
  return parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS());
}

describe('pod routes', () => {
  it.each(Object.entries(providers))('%s: some way is written', (provider, { routes }) => {
    const files = filesOf({ provider });
    const { terraform } = routes;
    expect(files.has('routes.sh')).toBe(routes.script !== null);
    expect(files.has('routes.tf.json')).toBe(terraform !== null);
    if (!terraform) return;
    const module = JSON.parse(files.get('routes.tf.json') ?? '');
    const name = terraform.provider.split('/')[1] ?? '';
    expect(module.terraform.required_providers[name].source).toBe(terraform.provider);
    const route = module.resource[terraform.resource].pods;
    const { for_each, ...given } = route;
    const { fixed, variables, destination, nextHop } = terraform;
    expect(for_each).toBe(`\${local.pod_routes}`);
    expect(Object.keys(given).sort()).toEqual(
      [...Object.keys(fixed), ...Object.keys(variables), destination, nextHop, terraform.name ?? []].flat().sort(),
    );
    // Every variable that is used is declared, and the other way round.
    const used = [...JSON.stringify(route).matchAll(/var\.(\w+)/g)].map(([, variable]) => variable);
    expect(Object.keys(module.variable).sort()).toEqual([...new Set(used)].sort());
    expect(module.locals.pod_routes['worker-0'].range).toBe('10.200.0.0/24');
  });

  it.each(['generic', 'linode'])('%s: what is not confirmed is said', (provider) => {
    const said = filesOf({ provider }).get('routes.sh')?.includes('# Not confirmed of this provider');
    expect(said).toBe(provider === 'linode');
  });

  it('ask for the addresses that the spec does not have', () => {
    const text = filesOf({ provider: 'hetzner', address: '' }).get('routes.tf.json') ?? '';
    expect(JSON.parse(text).resource.hcloud_network_route.pods.gateway).toBe(`\${var.next_hops[each.key]}`);
    expect(JSON.parse(text).variable.next_hops.type).toBe('map(string)');
  });
});

describe('the DNS add-on', () => {
  it.each([
    ['1.10.0', 'kube-dns', 'apps/v1', 'registry.k8s.io/k8s-dns-kube-dns-amd64:1.14.8'],
    ['1.11.0', 'coredns', 'apps/v1', 'registry.k8s.io/coredns:1.1.3'],
    ['1.20.0', 'coredns', 'apps/v1', 'registry.k8s.io/coredns:1.7.0'],
    ['1.21.0', 'coredns', 'apps/v1', 'registry.k8s.io/coredns/coredns:v1.8.0'],
    ['1.22.0', 'coredns', 'apps/v1', 'registry.k8s.io/coredns/coredns:v1.8.4'],
  ])('of Kubernetes %s is %s', (version, name, apiVersion, image) => {
    const deployment = objects(filesOf({ version }).get('dns.yaml')).find(({ kind }) => kind === 'Deployment');
    expect(deployment).toMatchObject({
      apiVersion,
      metadata: { name },
      spec: { template: { spec: { containers: [{ image }, ...Array(name === 'coredns' ? 0 : 2).fill({})] } } },
    });
  });

  it.each([
    ['1.10.0', {}, { 'scheduler.alpha.kubernetes.io/critical-pod': '' }],
    [
      '1.18.0',
      { priorityClassName: 'system-cluster-critical' },
      { 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default' },
    ],
    [
      '1.19.0',
      { priorityClassName: 'system-cluster-critical', securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
      undefined,
    ],
  ])('of Kubernetes %s says what its API server takes', (version, pod, annotations) => {
    const deployment = objects(filesOf({ version }).get('dns.yaml')).find(
      ({ kind }) => kind === 'Deployment',
    ) as unknown as {
      spec: { template: { metadata: { annotations: unknown }; spec: Record<string, unknown> } };
    };
    const { template } = deployment.spec;
    expect(template.metadata.annotations).toEqual(annotations);
    const { priorityClassName, securityContext } = template.spec;
    expect(JSON.parse(JSON.stringify({ priorityClassName, securityContext }))).toEqual(pod);
  });

  it('may read EndpointSlices where it does, and nodes where it did', () => {
    const resources = (version: string) =>
      objects(filesOf({ version }).get('dns.yaml'))
        .filter(({ kind }) => kind === 'ClusterRole')
        .flatMap(({ rules }) => (rules as { resources: string[] }[]).flatMap((rule) => rule.resources));
    expect(resources('1.21.0')).toEqual(['endpoints', 'services', 'pods', 'namespaces', 'nodes']);
    expect(resources('1.22.0')).toEqual(['endpoints', 'services', 'pods', 'namespaces', 'endpointslices']);
  });

  it('takes a Corefile as it is, another registry and another number of pods', () => {
    const corefile = '.:53 {\n    forward . 9.9.9.9\n    # yes: "no" \\ $x\n}\n';
    const extra = `addons: {dns: {corefile: ${JSON.stringify(corefile)}, registry: "mirror.test:5000/k8s", replicas: 5}}`;
    const all = objects(filesOf({ extra }).get('dns.yaml'));
    expect(all.find(({ kind }) => kind === 'ConfigMap')).toMatchObject({ data: { Corefile: corefile } });
    expect(all.find(({ kind }) => kind === 'Deployment')).toMatchObject({
      spec: {
        replicas: 5,
        template: { spec: { containers: [{ image: 'mirror.test:5000/k8s/coredns/coredns:v1.14.2' }] } },
      },
    });
  });

  it('none leaves the manifest out', () => {
    expect([...filesOf({ extra: 'addons: {dns: {name: none}}' }).keys()]).not.toContain('dns.yaml');
  });

  it("follows the control plane's release where that is another", () => {
    const text = spec({ version: '1.20.0' }).replace('kubeletClient', 'version: "1.22.0", kubeletClient');
    const { cluster } = readCluster(text);
    expect(cluster?.dns).toMatchObject({ image: 'registry.k8s.io/coredns/coredns:v1.8.4' });
  });
});

describe('RBAC', () => {
  const bindings = (extra = '') =>
    objects(filesOf({ extra }).get('rbac.yaml'))
      .filter(({ kind }) => kind === 'ClusterRoleBinding')
      .map(({ roleRef, subjects }) => [
        (roleRef as { name: string }).name,
        ...(subjects as { kind: string; name: string }[]).map(({ kind, name }) => `${kind} ${name}`),
      ]);
  const api = ['system:kube-apiserver-to-kubelet', 'User api server: yes'];

  it.each([
    ['', [api]],
    ['credentials: {kubeletSubject: {CN: kubelet, O: nodes}}', [api, ['system:node', 'User kubelet']]],
    ['credentials: {kubeletSubject: {O: nodes}}', [api, ['system:node', 'Group nodes']]],
    ['credentials: {kubeletSubject: {O: "system:nodes"}}', [api]],
    ['proxy: {credentials: kubelet}', [api, ['system:node-proxier', 'Group system:nodes']]],
    [
      'proxy: {credentials: kubelet}\n  credentials: {kubeletSubject: {CN: kubelet}}',
      [api, ['system:node', 'User kubelet'], ['system:node-proxier', 'User kubelet']],
    ],
  ])('%s', (extra, wanted) => expect(bindings(extra)).toEqual(wanted));

  it('lets flannel keep its leases in Node objects', () => {
    const text = readFileSync('fixtures/flannel-kubernetes/cluster.yaml', 'utf8');
    const { cluster } = readCluster(text);
    const files = new Map(cluster && clusterFiles(cluster).map(({ path, content }) => [path, content]));
    const ofFlannel = objects(files.get('cluster/rbac.yaml')).filter(
      ({ metadata }) => (metadata as { name: string }).name === 'flannel',
    );
    expect(ofFlannel.map(({ kind }) => kind)).toEqual(['ClusterRole', 'ClusterRoleBinding']);
    expect(ofFlannel[1]).toMatchObject({ subjects: [{ kind: 'User', name: 'flannel' }] });
    expect([...files.keys()].filter((path) => path.includes('routes'))).toEqual([]);
  });
});

describe('runtime classes', () => {
  const handlers = 'runtime: {version: "1.6.39", handlers: [{name: runsc, type: gvisor}, {name: crun, type: runc}]}';

  it.each([
    ['1.13.12', null],
    ['1.14.10', 'node.k8s.io/v1beta1'],
    ['1.19.16', 'node.k8s.io/v1beta1'],
    ['1.20.15', 'node.k8s.io/v1'],
  ])('of an API server %s are %s', (version, api) => {
    const text = filesOf({ version, extra: handlers }).get('runtime-classes.yaml');
    const expected = ['runsc', 'crun'].map((handler) => ({
      apiVersion: api,
      kind: 'RuntimeClass',
      metadata: { name: handler },
      handler,
    }));
    expect(text === undefined ? null : objects(text)).toEqual(api === null ? null : expected);
  });

  it('are not written without handlers', () => {
    expect([...filesOf({}).keys()]).not.toContain('runtime-classes.yaml');
  });
});

describe('the approver', () => {
  const extra = 'addons: {approver: {image: "registry.example.com/approver:1", namespace: approvals}}';

  it('is written where the spec has its image, and nowhere else', () => {
    expect(filesOf({}).has('approve-serving.yaml')).toBe(false);
    const made = objects(filesOf({ extra }).get('approve-serving.yaml'));
    expect(made.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'ServiceAccount',
      'ClusterRole',
      'ClusterRoleBinding',
      'CronJob',
    ]);
    expect(made[4]).toMatchObject({
      apiVersion: 'batch/v1',
      metadata: { name: 'approve-serving', namespace: 'approvals' },
      spec: { schedule: '*/5 * * * *', concurrencyPolicy: 'Forbid' },
    });
  });

  it('has the rights that the page on credentials gives, and no others', () => {
    const page = readFileSync('docs/credentials.md', 'utf8');
    const [role] = objects(/<!-- example: approver -->\n```yaml\n([^`]+)```/.exec(page)?.[1]);
    expect(objects(filesOf({ extra }).get('approve-serving.yaml'))[2]).toEqual(role);
  });

  it('is of the API that old API servers have', () => {
    const job = objects(filesOf({ extra, version: '1.20.15' }).get('approve-serving.yaml'))[4];
    expect(job?.apiVersion).toBe('batch/v1beta1');
  });
});

import { describe, expect, it } from 'vitest';
import { filesOf, objects, spec } from '../../test/cluster-side-files.js';
import { readCluster } from '../render.js';

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

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesOf, objects } from '../../test/cluster-side-files.js';
import { readCluster } from '../render.js';
import { clusterFiles } from './cluster-files.js';

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
    const files = new Map(cluster && [...clusterFiles(cluster)].map(({ path, content }) => [path, content]));
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

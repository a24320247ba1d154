import { expect, test } from 'vitest';
import { type ClusterIdentities, plannedCertificates } from './request.js';

const cluster: ClusterIdentities = {
  nodes: [{ name: 'worker-0', addresses: ['10.240.0.20'] }],
  key: 'rsa-2048',
  days: 30,
};
const common = { key: 'rsa-2048', days: 30 };

function kubeletOf(changes: Partial<ClusterIdentities>) {
  return plannedCertificates({ ...cluster, ...changes }).at(-1);
}

test('plans admin, kube-proxy and a pair for each node', () => {
  expect(plannedCertificates(cluster)).toEqual([
    {
      files: { certificate: 'admin.pem', key: 'admin-key.pem' },
      subject: { CN: 'admin', O: 'system:masters' },
      sans: { dns: [], ip: [] },
      usages: ['client'],
      ...common,
    },
    {
      files: { certificate: 'kube-proxy.pem', key: 'kube-proxy-key.pem' },
      subject: { CN: 'system:kube-proxy', O: 'system:node-proxier' },
      sans: { dns: [], ip: [] },
      usages: ['client'],
      ...common,
    },
    {
      files: { certificate: 'nodes/worker-0.pem', key: 'nodes/worker-0-key.pem' },
      subject: { CN: 'system:node:worker-0', O: 'system:nodes' },
      sans: { dns: ['worker-0'], ip: ['10.240.0.20'] },
      usages: ['client', 'server'],
      ...common,
    },
  ]);
});

test('sorts names and addresses, each once', () => {
  const kubeletSANs = ['*.example.com', '10.240.0.20', '2001:DB8:0::1', '203.0.113.7', 'Worker-0', '1.2.3.400'];
  expect(kubeletOf({ kubeletSANs })?.sans).toEqual({
    dns: ['worker-0', '*.example.com', '1.2.3.400'],
    ip: ['10.240.0.20', '2001:db8::1', '203.0.113.7'],
  });
});

test('a node named by its address has it as an address', () => {
  expect(kubeletOf({ nodes: [{ name: '203.0.113.7' }] })?.sans).toEqual({ dns: [], ip: ['203.0.113.7'] });
});

test('the place goes into every certificate, user and group into none', () => {
  const subject = { CN: 'x', O: 'y', C: 'DE', L: 'Berlin' };
  expect(plannedCertificates({ ...cluster, subject }).map((each) => each.subject)).toEqual([
    { C: 'DE', L: 'Berlin', CN: 'admin', O: 'system:masters' },
    { C: 'DE', L: 'Berlin', CN: 'system:kube-proxy', O: 'system:node-proxier' },
    { C: 'DE', L: 'Berlin', CN: 'system:node:worker-0', O: 'system:nodes' },
  ]);
});

test('the kubelets’ own subject replaces what it says; a CN of its own leaves the organisation to it too', () => {
  const subject = { C: 'DE', L: 'Berlin' };
  expect(kubeletOf({ subject, kubeletSubject: { L: 'NW' } })?.subject).toEqual({
    C: 'DE',
    L: 'NW',
    CN: 'system:node:worker-0',
    O: 'system:nodes',
  });
  expect(kubeletOf({ kubeletSubject: { CN: 'kubelet', C: 'DE', L: 'NW', ST: 'Wesel' } })?.subject).toEqual({
    CN: 'kubelet',
    C: 'DE',
    L: 'NW',
    ST: 'Wesel',
  });
});

import { describe, expect, it, test } from 'vitest';
import { closed, goRequest, open, reasons, victim, withRanges } from '../../test/approve-judging.js';
import { forger } from '../../test/e2e/approve/forger.js';
import { dns, ip } from '../../test/e2e/approve/request-der.js';
import { object } from '../../test/submitted-request.js';

describe('a spec that names its nodes', () => {
  const of = (node: string, ...address: number[]) => {
    const request = forger({ ...victim, node }).named(dns(node), ip(...address));
    return object({ request, username: `system:node:${node}` });
  };

  it('knows no others', async () => {
    expect(await reasons(closed, of('worker-9', 10, 240, 0, 29))).toEqual([['unknown-node']]);
  });

  const unsaid = closed.replace('      address: 10.240.0.21\n', '');
  it('says in nodeCIDRs where the address of a node lies that it does not give', async () => {
    const ranged = withRanges(unsaid, '[10.240.0.0/24, 192.168.7.0/30]');
    expect(await reasons(unsaid, of('worker-1', 10, 240, 0, 21))).toEqual([['unsaid-address']]);
    expect(await reasons(ranged, of('worker-1', 10, 240, 0, 21))).toEqual([[]]);
    expect(await reasons(ranged, of('worker-1', 192, 168, 7, 3))).toEqual([[]]);
    expect(await reasons(ranged, of('worker-1', 192, 168, 7, 4))).toEqual([['outside-address']]);
    expect(await reasons(ranged, of('worker-1', 10, 240, 0, 20))).toEqual([['taken-address']]);
    expect(await reasons(ranged, of('worker-1', 10, 240, 0, 10))).toEqual([['endpoint-address']]);
  });

  it('gives a node its address, and nodeCIDRs no second one', async () => {
    const ranged = withRanges(closed, '[10.240.0.0/24]');
    expect(await reasons(ranged, of('worker-1', 10, 240, 0, 99))).toEqual([['other-address']]);
  });

  it('may have named a machine as the API server: that name is never approved', async () => {
    const named = closed.replace('https://10.240.0.10:6443', 'https://worker-1:6443');
    expect(await reasons(named, of('worker-1', 10, 240, 0, 21))).toEqual([['reserved-name']]);
    const publicly = closed.replace('endpoint:', 'publicEndpoint: https://10.240.0.21:6443\n    endpoint:');
    expect(await reasons(publicly, of('worker-1', 10, 240, 0, 21))).toEqual([['endpoint-address']]);
  });

  it('may name a machine by its address', async () => {
    const request = forger({ ...victim, node: '10.240.0.20' }).named(ip(10, 240, 0, 20));
    const byAddress = closed.replace('name: worker-0', 'name: 10.240.0.20');
    expect(await reasons(byAddress, object({ request, username: 'system:node:10.240.0.20' }))).toEqual([[]]);
    const none = forger({ ...victim, node: '10.240.0.20' }).named(dns('10.240.0.20'));
    expect(await reasons(byAddress, object({ request: none, username: 'system:node:10.240.0.20' }))).toEqual([
      ['own-name-absent'],
    ]);
  });
});

describe('machines that find their names', () => {
  const ranged = withRanges(open, '[10.240.0.0/24]');
  const of = (node: string, address: readonly number[], name = 'csr-1') => {
    const request = forger({ ...victim, node }).named(dns(node), ip(...address));
    return object({ name, request, username: `system:node:${node}` });
  };

  it('may have any name and an address of nodeCIDRs', async () => {
    expect(await reasons(ranged, of('ip-10-240-0-77.ec2.internal', [10, 240, 0, 77]))).toEqual([[]]);
    expect(await reasons(ranged, of('burst-7', [10, 241, 0, 77]))).toEqual([['outside-address']]);
    expect(await reasons(open, of('burst-7', [10, 240, 0, 77]))).toEqual([['unsaid-address']]);
  });

  it.each([
    'api.example.com',
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    'kubernetes.default.svc.cluster.local',
    'webhook.team.svc',
    'svc',
    'cluster.local',
    '10-200-0-2.team.pod.cluster.local',
    'localhost',
    'a.localhost',
  ])('may not be called %s', async (node) => {
    expect(await reasons(ranged, of(node, [10, 240, 0, 77]))).toEqual([['reserved-name']]);
  });

  it('may not both have one address: neither gets it before a person has looked', async () => {
    const address = [10, 240, 0, 77];
    const objects = [of('a', address), of('b', address, 'csr-2'), of('c', [10, 240, 0, 78], 'csr-3')];
    expect(await reasons(ranged, ...objects)).toEqual([['contested-address'], ['contested-address'], []]);
    expect(await reasons(ranged, of('a', address), of('a', address, 'csr-2'))).toEqual([[], []]);
  });

  it('may have an address of the spec, whichever of them it is', async () => {
    const given = ranged
      .replace('- name: worker-0', '- {name: worker-0, address: 10.240.0.5}')
      .replace('address: privateAddress', '');
    expect(await reasons(given, of('a', [10, 240, 0, 5]))).toEqual([[]]);
    const both = [of('a', [10, 240, 0, 5]), of('b', [10, 240, 0, 5], 'csr-2')];
    expect(await reasons(given, ...both)).toEqual([['contested-address'], ['contested-address']]);
  });

  it('may be named by an address, which lies in nodeCIDRs like any other', async () => {
    const named = (node: string, ...address: number[]) =>
      object({ request: forger({ ...victim, node }).named(ip(...address)), username: `system:node:${node}` });
    expect(await reasons(ranged, named('10.240.0.7', 10, 240, 0, 7))).toEqual([[]]);
    expect(await reasons(ranged, named('203.0.113.7', 203, 0, 113, 7))).toEqual([['outside-address']]);
  });
});

test('a node without hostname-override has any name, one without node-ip any address of nodeCIDRs', async () => {
  const flags = (flag: string) =>
    withRanges(closed, '[10.240.0.0/24]').replace('  target:', `  kubelet: {flags: {${flag}: null}}\n  target:`);
  const { node: _, ...rest } = victim;
  const request = forger({ ...rest, node: 'host' }).named(dns('host'), ip(10, 240, 0, 88));
  expect(await reasons(flags('hostname-override'), object({ request, username: 'system:node:host' }))).toEqual([[]]);
  const other = forger(victim).named(dns('worker-0'), ip(10, 240, 0, 88));
  expect(await reasons(flags('node-ip'), object({ request: other }))).toEqual([[]]);
});

test('no signer is named before Kubernetes 1.18, and only there', async () => {
  const { signerName: _, ...spec } = object({ request: goRequest('ecdsa') }).spec;
  const unnamed = { ...object({ request: '' }), apiVersion: 'certificates.k8s.io/v1beta1', spec };
  expect(await reasons(closed, unnamed)).toEqual([['signer-unnamed']]);
  const old = closed.replace('endpoint:', 'version: "1.17.17"\n    endpoint:').replace('"1.36.4"', '"1.17.17"');
  expect(await reasons(old.replace(/(\n {2}target:)/, '\n  runtime: {version: "1.6.20"}$1'), unnamed)).toEqual([[]]);
});

import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readCluster } from '../../render.js';
import { hostLines } from './host-lines.js';

function linesFor(proxy: object, os = 'debian-13'): string[] {
  const spec = {
    kubernetes: { version: '1.36.4' },
    controlPlane: { endpoint: 'https://10.240.0.10:6443' },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
    target: { os },
    proxy,
    workers: [{ name: 'worker-0', address: '10.240.0.20', podCIDR: '10.200.0.0/24' }],
  };
  const text = stringify({ apiVersion: 'bootwright/v1alpha1', kind: 'Cluster', metadata: { name: 'example' }, spec });
  const { cluster } = readCluster(text);
  if (cluster === null) throw new Error('the spec is not valid');
  return hostLines(cluster).filter((line) => line.includes('NodePorts'));
}

it('says once where NodePorts answer, where nobody has chosen that', () => {
  expect(linesFor({})).toHaveLength(1);
  expect(linesFor({ mode: 'nftables' })).toEqual([]);
  expect(linesFor({ mode: 'iptables' })).toEqual([]);
  expect(linesFor({ mode: 'none' })).toEqual([]);
  expect(linesFor({ config: { nodePortAddresses: ['0.0.0.0/0'] } })).toEqual([]);
  // Too old for nftables: it is iptables, which answers everywhere.
  expect(linesFor({}, 'debian-11')).toEqual([]);
});

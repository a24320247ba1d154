import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import {
  type BootstrapToken,
  type NodeCredentials,
  type NodeDocument,
  type ResolvedCluster,
  type ResolvedNode,
  readCluster,
  renderDocuments,
} from '../src/index.js';
import { readBootstrapToken } from '../src/pki/bootstrap-token.js';

export function specText(fixture: string): string {
  return readFileSync(join('fixtures', fixture, 'cluster.yaml'), 'utf8');
}

/** A node's test keys, as the golden has them. */
export function testKeys(fixture: string): (node: ResolvedNode) => NodeCredentials {
  const read = (file: string): string => readFileSync(join('fixtures', fixture, 'pki', file), 'utf8');
  const readIfThere = (file: string): string => (existsSync(join('fixtures', fixture, 'pki', file)) ? read(file) : '');
  const flannel = existsSync(join('fixtures', fixture, 'pki', 'etcd-ca.pem')) ? 'etcd-client' : 'flannel';
  const shared = {
    authority: read('ca.pem'),
    bootstrapToken: readIfThere('bootstrap-token').split(' ')[0] ?? '',
    proxyCertificate: readIfThere('kube-proxy.pem'),
    proxyKey: readIfThere('kube-proxy-key.pem'),
    flannel: {
      authority: readIfThere('etcd-ca.pem'),
      certificate: readIfThere(`${flannel}.pem`),
      key: readIfThere(`${flannel}-key.pem`),
      lookupToken: readIfThere('digitalocean-token'),
    },
    notBefore: Date.UTC(2020, 0, 1) / 1000,
    notAfter: Date.UTC(9999, 11, 31, 23, 59, 59) / 1000,
  };
  return ({ name }) => ({
    ...shared,
    kubeletCertificate: readIfThere(`nodes/${name}.pem`),
    kubeletKey: readIfThere(`nodes/${name}-key.pem`),
  });
}

/** The test token of a fixture whose documents hold one. */
export function testToken(fixture: string): BootstrapToken | null {
  const path = join('fixtures', fixture, 'pki', 'bootstrap-token');
  const token = existsSync(path) ? readBootstrapToken(readFileSync(path, 'utf8')) : null;
  if (typeof token === 'string') throw new Error(`${path}: ${token}`);
  return token;
}

/** A fixture's cluster. */
export function clusterOf(fixture: string): ResolvedCluster {
  const { cluster, diagnostics } = readCluster(specText(fixture));
  if (!cluster) throw new Error(JSON.stringify(diagnostics));
  return cluster;
}

/** The documents of a spec, with a fixture's test keys. */
export function documentsOf(text: string, fixture: string): NodeDocument[] {
  const { cluster, diagnostics } = readCluster(text);
  if (!cluster) throw new Error(JSON.stringify(diagnostics));
  return [...renderDocuments(cluster, cluster.nodes, testKeys(fixture))];
}

/** The cluster of one worker whose spec has these fields besides the least that a spec needs. */
export function clusterWith(version: string, more: object): ResolvedCluster {
  const spec = {
    kubernetes: { version },
    controlPlane: { endpoint: 'https://10.240.0.10:6443' },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
    target: { os: 'debian-12' },
    workers: [{ name: 'worker-0', address: '10.240.0.20', podCIDR: '10.200.0.0/24' }],
    ...more,
  };
  const header = { apiVersion: 'bootwright/v1alpha1', kind: 'Cluster', metadata: { name: 'demo' } };
  const { cluster, diagnostics } = readCluster(stringify({ ...header, spec }));
  if (!cluster) throw new Error(JSON.stringify(diagnostics));
  return cluster;
}

import { parseAllDocuments } from 'yaml';
import { clusterFiles } from '../src/cluster/cluster-files.js';
import { readCluster } from '../src/render.js';

export const spec = (changes: { version?: string; provider?: string; address?: string; extra?: string }) => `
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

export function filesOf(changes: Parameters<typeof spec>[0]): Map<string, string> {
  const { cluster, diagnostics } = readCluster(
    spec(changes).replace('ubuntu-20.04', changes.version ? 'ubuntu-20.04' : 'debian-13'),
  );
  if (!cluster) throw new Error(JSON.stringify(diagnostics));
  return new Map([...clusterFiles(cluster)].map(({ path, content }) => [path.replace('cluster/', ''), content]));
}

export function objects(text = ''): { kind: string; [key: string]: unknown }[] {
  return parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS());
}

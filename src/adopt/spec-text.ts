import { parse } from 'yaml';
import type { AdoptedCluster, Said } from './settle.js';

/** What only the owner knows: machines. */
export interface Machines {
  readonly provider: string;
  readonly os: string;
  /** An editor's first line. */
  readonly schema: string;
}

/** A value as YAML, in quotes unless it can be nothing but a text: a fact comes from elsewhere, and may be anything. */
const quoted = (text: string): string =>
  /^https:\/\/[\w.-]+:\d+$|^[A-Za-z0-9][\w./-]*$/.test(text) && typeof parse(text) === 'string'
    ? text
    : JSON.stringify(text);

/** A remark on one line, whatever a file is called. */
const remark = (text: string): string => `# ${text.replace(/[\s\p{C}]+/gu, ' ')}`;

const line = (key: string, said: Said | undefined, write = quoted): string[] =>
  said === undefined ? [] : [`    ${key}: ${write(said.text)} ${remark(said.by)}`];

/** A cluster's name as a spec may have it. */
export const nameOf = ({ facts: { name } }: AdoptedCluster): string =>
  name !== undefined && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name.text) ? name.text : 'kubernetes';

/** Whether the workers get keys that the CA signs here, and not a token. */
export const holdsKeys = ({ facts }: AdoptedCluster): boolean =>
  facts.token === undefined && facts.authorityKey !== undefined;

/** The domain that every cluster has unless somebody chose another. */
const usualDomain = 'cluster.local';

/** A spec for workers of the cluster. Each line that was found says where. */
export function adoptedSpec(cluster: AdoptedCluster, { provider, os, schema }: Machines): string {
  const { facts } = cluster;
  const domain = facts.domain?.text === usualDomain ? undefined : facts.domain;
  return [
    `# yaml-language-server: $schema=${schema}`,
    '# Workers for an existing cluster. The comments say where each value was found, or why it is set.',
    'apiVersion: bootwright/v1alpha1',
    'kind: Cluster',
    'metadata:',
    `  name: ${nameOf(cluster)}`,
    'spec:',
    '  kubernetes:',
    // In quotes, whatever it is: 1.30 without them is a number.
    ...line('version', facts.version, JSON.stringify),
    '  controlPlane:',
    ...line('endpoint', facts.endpoint),
    ...line(
      'kubeletClient',
      facts.kubeletClient ?? { text: 'kube-apiserver-kubelet-client', by: "kubeadm's name for it" },
    ),
    '  network:',
    ...line('podCIDR', facts.podCIDR),
    ...line('serviceCIDR', facts.serviceCIDR),
    ...line('dnsAddress', facts.dnsAddress),
    ...line('domain', domain),
    "  cni: {plugin: none} # the cluster's add-on brings it to each node",
    `  proxy: {mode: none} ${remark(facts.proxy ? `the cluster's own DaemonSet, ${facts.proxy.text} (${facts.proxy.by})` : "kubeadm's DaemonSet, or the add-on in its place")}`,
    '  addons:',
    '    dns: {name: none} # the cluster has one',
    ...(facts.checksKubelets || holdsKeys(cluster)
      ? []
      : [
          '  kubelet:',
          '    config: {serverTLSBootstrap: null} # this API server does not check the certificates of kubelets',
        ]),
    '  credentials:',
    `    type: ${holdsKeys(cluster) ? 'certificates' : 'bootstrapToken'}`,
    '  target: # yours: where the machines run',
    `    provider: ${provider}`,
    `    os: ${os}`,
    '  workers: # yours: one document each',
    '    - {name: worker-0}',
    '',
  ].join('\n');
}

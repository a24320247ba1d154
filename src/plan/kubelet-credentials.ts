import type { NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import type { ContributedStep } from './contribution.js';
import { keyDirectories } from './directories.js';
import type { PlannedFlags } from './flags.js';
import { type EmbeddedTexts, type KubeconfigProof, kubeconfigsOf } from './kubeconfig.js';
import { componentFileOf, keyFile, type PlannedDirectory, type PlannedFile, plainFile } from './node-plan.js';

/** What the kubelet proves itself with: its files, and what it must be told of them. */
export interface KubeletCredentials {
  readonly keys: readonly PlannedFile[];
  readonly kubeconfig: PlannedFile;
  readonly directories: readonly PlannedDirectory[];
  readonly flags: PlannedFlags;
  readonly fields: Readonly<Record<string, unknown>>;
  /** What waits until it has its certificate, where it is not at hand. */
  readonly steps: readonly ContributedStep[];
}

export type KubeletCredentialsPlanner = (node: ResolvedNode, credentials: NodeCredentials) => KubeletCredentials;

export function planKubeletCredentials(cluster: ResolvedCluster): KubeletCredentialsPlanner {
  if (cluster.identities.firstHours !== null) return byFirstCertificate(cluster);
  return cluster.bootstrap ? byToken(cluster) : byCertificate(cluster);
}

const origin = ['spec', 'credentials'];

function byCertificate(cluster: ResolvedCluster): KubeletCredentialsPlanner {
  const kubeconfigFor = kubeconfigsOf(cluster, cluster.kubeconfig.users.kubelet);
  const file = cluster.kubeconfig.embedded ? keyFile : componentFileOf(cluster);
  return ({ endpoint, layout: { certificate, key, kubeconfig } }, credentials) => ({
    // What kubelets serve is a certificate of files, also where they are clients by their kubeconfig.
    keys: [
      plainFile(certificate, credentials.kubeletCertificate, origin),
      keyFile(key, credentials.kubeletKey, origin),
    ],
    kubeconfig: file(kubeconfig, kubeconfigFor(endpoint, { certificate, key }, kubeletTexts(credentials)), [
      'spec',
      'controlPlane',
    ]),
    directories: keyDirectories(key),
    flags: { kubeconfig },
    fields: { tlsCertFile: certificate, tlsPrivateKeyFile: key },
    steps: [],
  });
}

function kubeletTexts({ authority, kubeletCertificate, kubeletKey }: NodeCredentials): EmbeddedTexts {
  return { authority, certificate: kubeletCertificate, key: kubeletKey };
}

/** With a token the kubelet asks the cluster for its certificates. */
function byToken(cluster: ResolvedCluster): KubeletCredentialsPlanner {
  const ask = asking(cluster);
  return (node, credentials) => ask(node, { token: credentials.bootstrapToken }, credentials);
}

/** With a certificate of hours in place of a token it is known as its own node, and can ask for no other's name. */
function byFirstCertificate(cluster: ResolvedCluster): KubeletCredentialsPlanner {
  const ask = asking(cluster);
  return (node, credentials) => {
    const { kubeletCertificate, kubeletKey } = credentials;
    const { certificate, key } = node.layout;
    const asked = ask(node, { certificate, key }, credentials);
    return {
      ...asked,
      keys: [plainFile(certificate, kubeletCertificate, origin), keyFile(key, kubeletKey, origin)],
      directories: [...keyDirectories(key), ...asked.directories],
    };
  };
}

/** The kubelet asks the cluster for a client and a serving certificate, and writes its kubeconfig itself. */
function asking(cluster: ResolvedCluster) {
  const kubeconfigFor = kubeconfigsOf(cluster, `${cluster.kubeconfig.users.kubelet}-bootstrap`);
  return (
    { endpoint, kubelet, layout: { bootstrapKubeconfig, kubeconfig } }: ResolvedNode,
    proof: KubeconfigProof,
    credentials: NodeCredentials,
  ): KubeletCredentials => ({
    keys: [],
    kubeconfig: keyFile(bootstrapKubeconfig, kubeconfigFor(endpoint, proof, kubeletTexts(credentials)), origin),
    directories: keyDirectories(bootstrapKubeconfig),
    flags: { kubeconfig, 'bootstrap-kubeconfig': bootstrapKubeconfig },
    fields: { rotateCertificates: true, serverTLSBootstrap: true },
    steps: [
      {
        name: 'certificate',
        command: ['await_certificate', kubelet.clientCertificate],
        after: ['start-kubelet'],
        phase: 'kubelet',
        keyed: true,
      },
    ],
  });
}

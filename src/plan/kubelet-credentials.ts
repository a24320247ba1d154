import type { NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import type { ContributedStep } from './contribution.js';
import { keyDirectories } from './directories.js';
import type { PlannedFlags } from './flags.js';
import { kubeconfigText } from './kubeconfig.js';
import { componentFile, keyFile, type PlannedDirectory, type PlannedFile, plainFile } from './node-plan.js';

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

export function planKubeletCredentials(
  cluster: ResolvedCluster,
  node: ResolvedNode,
  credentials: NodeCredentials,
): KubeletCredentials {
  return cluster.bootstrap ? byToken(cluster, node, credentials) : byCertificate(cluster, node, credentials);
}

const origin = ['spec', 'credentials'];

function byCertificate(
  cluster: ResolvedCluster,
  node: ResolvedNode,
  { kubeletCertificate, kubeletKey }: NodeCredentials,
): KubeletCredentials {
  const { authority, certificate, key, kubeconfig } = node.layout;
  const proof = { certificate, key };
  const text = kubeconfigText({ cluster: cluster.name, server: node.endpoint, user: 'kubelet', authority, proof });
  return {
    keys: [plainFile(certificate, kubeletCertificate, origin), keyFile(key, kubeletKey, origin)],
    kubeconfig: componentFile(cluster, kubeconfig, text, ['spec', 'controlPlane']),
    directories: keyDirectories(key),
    flags: { kubeconfig },
    fields: { tlsCertFile: certificate, tlsPrivateKeyFile: key },
    steps: [],
  };
}

/** The kubelet asks the cluster for a client and a serving certificate, and writes its kubeconfig itself. */
function byToken(
  cluster: ResolvedCluster,
  node: ResolvedNode,
  { bootstrapToken: token }: NodeCredentials,
): KubeletCredentials {
  const { authority, bootstrapKubeconfig, kubeconfig } = node.layout;
  const { name } = cluster;
  const proof = { token };
  const text = kubeconfigText({ cluster: name, server: node.endpoint, user: 'kubelet-bootstrap', authority, proof });
  return {
    keys: [],
    kubeconfig: keyFile(bootstrapKubeconfig, text, origin),
    directories: keyDirectories(bootstrapKubeconfig),
    flags: { kubeconfig, 'bootstrap-kubeconfig': bootstrapKubeconfig },
    fields: { rotateCertificates: true, serverTLSBootstrap: true },
    steps: [
      {
        name: 'certificate',
        command: ['await_certificate', node.kubelet.clientCertificate],
        after: ['start-kubelet'],
        phase: 'kubelet',
        keyed: true,
      },
    ],
  };
}

import type { NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import { keyDirectories } from './directories.js';
import type { PlannedFlags } from './flags.js';
import { kubeconfigText } from './kubeconfig.js';
import { kubeletLayout } from './layout.js';
import { componentFile, keyFile, type PlannedDirectory, type PlannedFile, plainFile } from './node-plan.js';

/** What the kubelet proves itself with: its files, and what it must be told of them. */
export interface KubeletCredentials {
  readonly keys: readonly PlannedFile[];
  readonly kubeconfig: PlannedFile;
  readonly directories: readonly PlannedDirectory[];
  readonly flags: PlannedFlags;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The step that waits until it has its certificate; null: it is at hand. */
  readonly joining: readonly string[] | null;
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
  const { authority, certificate, key, kubeconfig } = kubeletLayout(cluster, node);
  const proof = { certificate, key };
  const text = kubeconfigText({ cluster: cluster.name, server: node.endpoint, user: 'kubelet', authority, proof });
  return {
    keys: [plainFile(certificate, kubeletCertificate, origin), keyFile(key, kubeletKey, origin)],
    kubeconfig: componentFile(cluster, kubeconfig, text, ['spec', 'controlPlane']),
    directories: keyDirectories(key),
    flags: { kubeconfig },
    fields: { tlsCertFile: certificate, tlsPrivateKeyFile: key },
    joining: null,
  };
}

/** The kubelet asks the cluster for a client and a serving certificate, and writes its kubeconfig itself. */
function byToken(
  cluster: ResolvedCluster,
  node: ResolvedNode,
  { bootstrapToken: token }: NodeCredentials,
): KubeletCredentials {
  const { authority, bootstrapKubeconfig, kubeconfig } = kubeletLayout(cluster, node);
  const { name } = cluster;
  const proof = { token };
  const text = kubeconfigText({ cluster: name, server: node.endpoint, user: 'kubelet-bootstrap', authority, proof });
  return {
    keys: [],
    kubeconfig: keyFile(bootstrapKubeconfig, text, origin),
    directories: keyDirectories(bootstrapKubeconfig),
    flags: { kubeconfig, 'bootstrap-kubeconfig': bootstrapKubeconfig },
    fields: { rotateCertificates: true, serverTLSBootstrap: true },
    joining: ['certificate', 'await_certificate', node.kubelet.clientCertificate],
  };
}

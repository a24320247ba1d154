import type { NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved.js';
import { kubeletLayout, proxyLayout } from './layout.js';
import { type Contribution, keyFile, type PlannedFile, plainFile } from './node-plan.js';

const origin = ['spec', 'credentials'];

/** Certificates and keys, and the directories that hold keys closed to others. */
export function planCredentials(cluster: ResolvedCluster): (node: ResolvedNode, pems: NodeCredentials) => Contribution {
  const { paths } = cluster;
  const proxy = proxyLayout(cluster);
  const directories = [
    { path: paths.kubelet, mode: 0o700 },
    ...(cluster.proxy ? [{ path: paths.kubeProxy, mode: 0o700 }] : []),
    { path: paths.kubernetes, mode: 0o755 },
  ];
  // The same for every node of a cluster: planned once for each text, so that it is encoded once, too.
  const shared = new Map<string, PlannedFile>();
  const once = (file: PlannedFile): PlannedFile => {
    const key = `${file.path}\n${file.content}`;
    const known = shared.get(key) ?? file;
    shared.set(key, known);
    return known;
  };

  return (node, pems) => {
    const layout = kubeletLayout(cluster, node);
    const ofProxy = cluster.proxy
      ? [
          once(plainFile(proxy.certificate, pems.proxyCertificate, origin)),
          once(keyFile(proxy.key, pems.proxyKey, origin)),
        ]
      : [];
    return {
      files: [
        once(plainFile(layout.authority, pems.authority, origin)),
        plainFile(layout.certificate, pems.kubeletCertificate, origin),
        keyFile(layout.key, pems.kubeletKey, origin),
        ...ofProxy,
      ],
      directories,
    };
  };
}

import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { directoryOf } from './directories.js';
import { type NodeContribution, plainFile, sharedFiles } from './node-plan.js';

/** The CA's certificate, which the kubelet and kube-proxy both trust. */
export function planAuthority({ paths }: ResolvedCluster): NodeContribution {
  const once = sharedFiles();
  // Elsewhere it lies beside other files, whose directory is theirs.
  const directories =
    directoryOf(paths.authority) === paths.kubernetes ? [{ path: paths.kubernetes, mode: 0o755 }] : [];
  return (_, { authority }) => ({
    files: [once(plainFile(paths.authority, authority, ['spec', 'credentials']))],
    directories,
  });
}

import type { ResolvedCluster } from '../resolve/resolved.js';
import { authorityPath } from './layout.js';
import { type NodeContribution, plainFile, sharedFiles } from './node-plan.js';

/** The CA's certificate, which the kubelet and kube-proxy both trust. */
export function planAuthority({ paths }: ResolvedCluster): NodeContribution {
  const once = sharedFiles();
  const directories = [{ path: paths.kubernetes, mode: 0o755 }];
  return (_, { authority }) => ({
    files: [once(plainFile(authorityPath(paths), authority, ['spec', 'credentials']))],
    directories,
  });
}

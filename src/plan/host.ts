import type { ResolvedCluster, ResolvedFile } from '../resolve/resolved.js';
import { modulesFile, sysctlFile } from './layout.js';
import { type Contribution, type PlannedFile, plainFile } from './node-plan.js';

/** A file of the spec's own. */
export function ownFile({ path, content, mode, origin }: ResolvedFile): PlannedFile {
  // Only its owner may read it: treated as a secret, as the user does.
  return { path, content, mode, secret: (mode & 0o077) === 0, origin };
}

/** Kernel modules and settings that come back at every boot, and the spec's own files. */
export function planHost({ host, paths }: ResolvedCluster): Contribution {
  const sysctls = Object.entries(host.sysctls).map(([key, value]) => `${key} = ${value}\n`);
  return {
    files: [
      plainFile(modulesFile, host.modules.map((name) => `${name}\n`).join(''), ['spec', 'host']),
      plainFile(sysctlFile, sysctls.join(''), ['spec', 'host']),
      ...host.files.map(ownFile),
    ],
    directories: [paths.binaries, paths.runtimeBinaries, paths.cniBinaries].map((path) => ({ path, mode: 0o755 })),
  };
}

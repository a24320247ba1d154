import type { ResolvedCluster } from '../resolve/resolved.js';
import { modulesFile, sysctlFile } from './layout.js';
import { type Contribution, type PlannedFile, plainFile } from './node-plan.js';

/** Kernel modules and settings that come back at every boot, and the spec's own files. */
export function planHost({ host, paths }: ResolvedCluster): Contribution {
  const sysctls = Object.entries(host.sysctls).map(([key, value]) => `${key} = ${value}\n`);
  const own = host.files.map(
    ({ path, content, mode }, index): PlannedFile => ({
      path,
      content,
      mode,
      // Only its owner may read it: treated as a secret, as the user does.
      secret: (mode & 0o077) === 0,
      origin: ['spec', 'host', 'files', index],
    }),
  );
  return {
    files: [
      plainFile(modulesFile, host.modules.map((name) => `${name}\n`).join(''), ['spec', 'host']),
      plainFile(sysctlFile, sysctls.join(''), ['spec', 'host']),
      ...own,
    ],
    directories: [
      ...[...new Set([paths.binaries, paths.runtimeBinaries, paths.cniBinaries])].map((path) => ({
        path,
        mode: 0o755,
      })),
      ...host.directories,
    ],
  };
}

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { templates } from '../generated/templates.js';
import type { NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved.js';
import { installScript, sysctlFile } from './layout.js';
import { type PlannedArtifact, type PlannedDirectory, type PlannedFile, plainFile } from './node-plan.js';
import { pathWords } from './shell-word.js';

interface Components {
  readonly files: readonly PlannedFile[];
  readonly directories: readonly PlannedDirectory[];
  readonly artifacts: readonly PlannedArtifact[];
  readonly services: readonly string[];
}

type FirstBootPlanner = (node: ResolvedNode, credentials: NodeCredentials, components: Components) => PlannedFile[];

/**
 * The install script and the unit that runs it. The unit knows one digest over the script and all files that the
 * components planned, so nothing half-written is ever trusted.
 */
export function planFirstBoot(cluster: ResolvedCluster): FirstBootPlanner {
  return (node, { notBefore }, { files, directories, artifacts, services }) => {
    const { words, order } = pathWords([...files.map(({ path }) => path), installScript]);
    const script = templates['install.sh']({
      node: node.name,
      files: words,
      packages: cluster.host.packages,
      services,
      sources: cluster.sources,
      notBefore,
      sysctlFile,
      directories: byMode(directories),
      artifacts: artifacts.map(({ name, path, digest, directory: to, form, members }) => [
        name,
        'put',
        path,
        digest,
        to,
        form,
        ...members,
      ]),
    });
    const origin = ['spec'];
    const install: PlannedFile = { path: installScript, mode: 0o755, content: script, secret: false, origin };
    const contents = new Map([...files, install].map(({ path, content }) => [path, content]));
    const digest = bytesToHex(sha256(utf8ToBytes(order.map((path) => contents.get(path)).join(''))));
    const unit = templates['bootwright.service']({ script: installScript, digest });
    return [install, plainFile('/etc/systemd/system/bootwright.service', unit, origin)];
  };
}

function byMode(directories: readonly PlannedDirectory[]): { mode: string; paths: string[] }[] {
  const modes = [...new Set(directories.map(({ mode }) => mode))].sort();
  return modes.map((mode) => ({
    mode: mode.toString(8).padStart(4, '0'),
    paths: directories.filter((directory) => directory.mode === mode).map(({ path }) => path),
  }));
}

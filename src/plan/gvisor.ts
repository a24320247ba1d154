import type { ResolvedContainerd, ResolvedCrio, ResolvedPaths } from '../resolve/resolved/resolved.js';
import { type PlannedFile, plainFile } from './node-plan.js';
import { tomlText } from './serialise.js';

type Host = ResolvedContainerd | ResolvedCrio;

/** Where gVisor's shim reads its settings from. */
export function runscConfigPath({ name }: Host): string {
  return `/etc/${name}/runsc.toml`;
}

/** The settings of gVisor's shim, where its own defaults do not do. */
export function runscConfig(runtime: Host, { binaries }: ResolvedPaths): PlannedFile[] {
  const isCrio = runtime.name === 'crio';
  const reads = runtime.handlers.some(({ traits: { shim } }) => shim !== null && shim.options !== null);
  if (!reads || (!isCrio && !runtime.runscOnSystemd)) return [];
  const settings = {
    // CRI-O starts the shim with a path of its own, and one for each container unless they are told to keep together.
    ...(isCrio ? { binary_name: `${binaries}/runsc`, grouping: true } : {}),
    ...(runtime.runscOnSystemd ? { runsc_config: { 'systemd-cgroup': 'true' } } : {}),
  };
  return [plainFile(runscConfigPath(runtime), tomlText(settings), ['spec', 'runtime', 'handlers'])];
}

import { templates } from '../generated/templates.js';
import type { ResolvedCluster, TomlPath } from '../resolve/resolved.js';
import { runtimeEndpoint } from './layout.js';
import { type Contribution, plainFile } from './node-plan.js';
import { tomlText, yamlText } from './serialise.js';

const origin = ['spec', 'runtime'];

/** Where a unit finds programs without being told. Source: systemd.exec(5), $PATH. */
const searched = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'];

/** containerd with its configuration and unit, and crictl pointed at it. */
export function planContainerd(cluster: ResolvedCluster): Contribution {
  const { unit } = cluster.runtime;
  const program = `${cluster.paths.runtimeBinaries}/containerd`;
  return {
    files: [
      plainFile('/etc/containerd/config.toml', containerdConfig(cluster), origin),
      plainFile('/etc/crictl.yaml', yamlText({ 'runtime-endpoint': runtimeEndpoint }), origin),
      plainFile('/etc/systemd/system/containerd.service', templates['containerd.service']({ program, unit }), origin),
    ],
    service: { unit: 'containerd', programs: ['containerd', 'runc'], reads: [] },
  };
}

/** config.toml: each setting at the place where this containerd looks for it; what it does by itself is left out. */
function containerdConfig({ runtime, paths }: ResolvedCluster): string {
  const { places } = runtime;
  const settings: [TomlPath, unknown][] = [
    [places.snapshotter, runtime.snapshotter],
    [places.pauseImage, runtime.pauseImage],
    [places.cniBinary, unlessDefault(paths.cniBinaries, '/opt/cni/bin', places.cniBinaryIsList)],
    [places.cniConfig, unlessDefault(paths.cniConfig, '/etc/cni/net.d')],
    [places.runcType, places.runcTypeValue],
    [places.runcBinary, searched.includes(paths.binaries) ? null : `${paths.binaries}/runc`],
    [places.systemdCgroup, runtime.cgroupDriver === 'systemd'],
  ];
  const tree: Record<string, unknown> = places.version === null ? {} : { version: places.version };
  for (const [path, value] of settings) if (value !== null) setAt(tree, path, value);
  return tomlText(tree);
}

/** A directory that every containerd takes by itself needs no line. */
function unlessDefault(directory: string, byDefault: string, list = false): string | string[] | null {
  if (directory === byDefault) return null;
  return list ? [directory] : directory;
}

function setAt(tree: Record<string, unknown>, path: TomlPath, value: unknown): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    tree[head] = value;
    return;
  }
  tree[head] ??= {};
  setAt(tree[head] as Record<string, unknown>, rest, value);
}

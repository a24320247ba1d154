import { templates } from '../generated/templates.js';
import type { ResolvedContainerd, ResolvedHandler, ResolvedPaths, TomlPath } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { crictlFiles } from './crictl.js';
import { runscConfig, runscConfigPath } from './gvisor.js';
import { plainFile } from './node-plan.js';
import { containerdRegistries, hostsFiles } from './registries.js';
import { runtimeConfig } from './runtime-config.js';
import { below, isSearched, searchPath } from './search-path.js';
import { overlay, tomlText } from './serialise.js';

const origin = ['spec', 'runtime'];

/** containerd with its configuration and unit, and crictl pointed at it. */
export function planContainerd(runtime: ResolvedContainerd, paths: ResolvedPaths): Contribution {
  const unit = templates['containerd.service']({
    program: `${paths.runtimeBinaries}/containerd`,
    unit: runtime.service,
    // A handler's shim calls its program by name, and containerd its shim.
    searchPath: searchPathOf(runtime, paths),
  });
  return {
    files: [
      runtimeConfig(runtime, '/etc/containerd/config.toml', containerdConfig(runtime, paths), origin),
      ...hostsFiles(runtime.registries),
      ...crictlFiles(runtime),
      plainFile('/etc/systemd/system/containerd.service', unit, origin),
      ...runscConfig(runtime, paths),
    ],
    service: {
      unit: 'containerd',
      phase: 'runtime',
      programs: ['containerd', 'containerd-static', 'runc', 'runsc', 'containerd-shim-runsc-v1'],
      reads: [],
    },
  };
}

function searchPathOf(runtime: ResolvedContainerd, paths: ResolvedPaths): string | null {
  if (runtime.searchesOwnFirst) return searchPath(paths.runtimeBinaries, paths.binaries);
  return runtime.handlers.length > 0 ? searchPath(paths.binaries) : null;
}

/** config.toml: each setting at the place where this containerd looks for it; what it does by itself is left out. */
function containerdConfig(runtime: ResolvedContainerd, paths: ResolvedPaths): string {
  const { places } = runtime;
  const settings: [TomlPath, unknown][] = [
    [places.snapshotter, runtime.snapshotter],
    [places.pauseImage, runtime.pauseImage],
    [places.registries, runtime.registries.length > 0 ? containerdRegistries : null],
    [places.cniBinary, unlessDefault(paths.cniBinaries, '/opt/cni/bin', places.cniBinaryIsList)],
    [places.cniConfig, unlessDefault(paths.cniConfig, '/etc/cni/net.d')],
    [places.runcType, places.runcTypeValue],
    [places.runcBinary, isSearched(paths.binaries) ? null : `${paths.binaries}/runc`],
    [places.systemdCgroup, runtime.cgroupDriver === 'systemd'],
    [places.selinux, runtime.labels ? true : null],
    ...runtime.handlers.flatMap((handler) => handlerSettings(handler, runtime, paths)),
  ];
  const tree: Record<string, unknown> = places.version === null ? {} : { version: places.version };
  for (const [path, value] of settings) if (value !== null) setAt(tree, path, value);
  return tomlText(overlay(tree, runtime.config));
}

/** A handler's own table, and that of untrusted pods. */
function handlerSettings(
  handler: ResolvedHandler,
  runtime: ResolvedContainerd,
  paths: ResolvedPaths,
): [TomlPath, unknown][] {
  const { places } = runtime;
  const named = runtime.runtimeClasses.includes(handler.name);
  const withEngine = places.programIn === 'engine' && (handler.traits.shim === null || !named);
  const table = withEngine ? byEngine(handler, paths) : byShim(handler, runtime);
  const settings: [TomlPath, unknown][] = named ? [[[...places.runtimes, handler.name], table]] : [];
  return handler.untrusted ? [...settings, [places.untrusted, table]] : settings;
}

/** A runtime with a shim of its own, or one that runc's shim calls in runc's place. */
function byShim({ traits, program }: ResolvedHandler, runtime: ResolvedContainerd): Record<string, unknown> {
  const { places, cgroupDriver, runscOnSystemd } = runtime;
  const { shim } = traits;
  if (shim !== null) {
    const options = { TypeUrl: shim.options, ConfigPath: runscConfigPath(runtime) };
    return {
      runtime_type: shim.type,
      ...(shim.options !== null && runscOnSystemd ? { options } : {}),
      ...(program === null ? {} : { runtime_path: program }),
    };
  }
  const options = { ...(program === null ? {} : { BinaryName: program }), SystemdCgroup: cgroupDriver === 'systemd' };
  return { runtime_type: places.runcTypeValue, options };
}

/** A program that takes runc's place by its path: containerd 1.1 and 1.2 know no other way for untrusted pods. */
function byEngine({ name, traits, program }: ResolvedHandler, { binaries }: ResolvedPaths): Record<string, unknown> {
  return {
    runtime_type: 'io.containerd.runtime.v1.linux',
    runtime_engine: program ?? below(binaries, traits.engine),
    runtime_root: `/run/containerd/${name}`,
  };
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

import { templates } from '../generated/templates.js';
import type { ResolvedCrio, ResolvedHandler, ResolvedPaths } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { crictlFiles } from './crictl.js';
import { runscConfig, runscConfigPath } from './gvisor.js';
import { plainFile } from './node-plan.js';
import { authFile, certificatesByHost, crioAuthFile, registryTables } from './registries.js';
import { runtimeConfig } from './runtime-config.js';
import { below, searchPath } from './search-path.js';
import { jsonText, overlay, tomlText } from './serialise.js';

const origin = ['spec', 'runtime'];
const policyPath = '/etc/crio/policy.json';

/** CRI-O with its configuration, its image policy and unit, and crictl pointed at it. */
export function planCrio(runtime: ResolvedCrio, paths: ResolvedPaths): Contribution {
  // Images are taken unsigned, and from Docker Hub where no registry is named, as other runtimes do.
  const policy = { default: [{ type: 'insecureAcceptAnything' }] };
  const tables = registryTables(runtime.registries);
  const registries = {
    'unqualified-search-registries': ['docker.io'],
    ...(tables.length > 0 ? { registry: tables } : {}),
  };
  const auth = authFile(runtime.registries);
  const ours = crioConfig(runtime, paths, auth.length > 0);
  const config = overlay({ crio: ours }, runtime.config);
  const unit = templates['crio.service']({
    program: `${paths.runtimeBinaries}/crio`,
    searchPath: searchPath(paths.runtimeBinaries),
    limitNoFile: runtime.limitNoFile,
  });
  return {
    files: [
      runtimeConfig(runtime, '/etc/crio/crio.conf.d/10-bootwright.conf', tomlText(config), origin),
      plainFile(policyPath, jsonText(policy), origin),
      plainFile('/etc/containers/registries.conf.d/10-bootwright.conf', tomlText(registries), origin),
      ...auth,
      ...certificatesByHost(runtime.registries, '/etc/containers/certs.d'),
      ...crictlFiles(runtime),
      plainFile('/etc/systemd/system/crio.service', unit, origin),
      ...runscConfig(runtime, paths),
    ],
    service: {
      unit: 'crio',
      phase: 'runtime',
      programs: ['crio', 'runc', 'runsc', 'containerd-shim-runsc-v1'],
      reads: [],
    },
  };
}

/** What stands below `[crio]`. */
function crioConfig(runtime: ResolvedCrio, paths: ResolvedPaths, withAuth: boolean): Record<string, unknown> {
  const inBundle = (name: string): string => `${paths.runtimeBinaries}/${name}`;
  const crun = { runtime_path: inBundle(runtime.programs.crun), runtime_root: '/run/crun' };
  const handlers = runtime.handlers.map((handler) => [handler.name, crioRuntime(handler, runtime, paths)]);
  return {
    image: {
      ...(withAuth ? { global_auth_file: crioAuthFile } : {}),
      pause_image: runtime.pauseImage,
      signature_policy: policyPath,
    },
    network: { network_dir: paths.cniConfig, plugin_dirs: [paths.cniBinaries] },
    runtime: {
      cgroup_manager: runtime.cgroupDriver,
      conmon: inBundle(runtime.programs.conmon),
      // With cgroupfs a monitor must stand among its pod's processes.
      ...(runtime.cgroupDriver === 'cgroupfs' ? { conmon_cgroup: 'pod' } : {}),
      default_runtime: 'crun',
      pinns_path: inBundle('pinns'),
      ...(runtime.labels ? { selinux: true } : {}),
      runtimes: { crun, ...Object.fromEntries(handlers) },
    },
  };
}

function crioRuntime(
  { name, traits: { shim }, program }: ResolvedHandler,
  runtime: ResolvedCrio,
  { binaries, runtimeBinaries }: ResolvedPaths,
): Record<string, unknown> {
  if (shim === null) return { runtime_path: program ?? `${binaries}/runc`, runtime_root: `/run/${name}` };
  return {
    ...(shim.withoutHostDevices ? { privileged_without_host_devices: true } : {}),
    ...(shim.options === null ? {} : { runtime_config_path: runscConfigPath(runtime) }),
    runtime_path: program ?? below(runtimeBinaries, shim.program),
    runtime_root: shim.root,
    runtime_type: 'vm',
  };
}

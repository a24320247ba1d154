import { templates } from '../generated/templates.js';
import type { DockerNetwork, ResolvedDocker, ResolvedHandler, ResolvedPaths } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { crictlFiles } from './crictl.js';
import { plainFile } from './node-plan.js';
import { certificatesByHost } from './registries.js';
import { runtimeConfig } from './runtime-config.js';
import { searchPath } from './search-path.js';
import { jsonText, overlay } from './serialise.js';
import { unitWord } from './unit-word.js';

const origin = ['spec', 'runtime'];

/** Where nothing makes a network before Docker starts. */
const ownNetwork: DockerNetwork = { requires: [], after: [], environmentFiles: [], flags: {}, flagsFromVariables: {} };

/** dockerd with its configuration and unit, cri-dockerd where the kubelet needs it, and crictl pointed at what it uses. */
export function planDocker(
  runtime: ResolvedDocker,
  paths: ResolvedPaths,
  made: DockerNetwork | null,
  isDual: boolean,
): Contribution[] {
  const network = made ?? ownNetwork;
  const daemon = daemonConfig(runtime, paths, network);
  const unit = templates['docker.service']({
    program: `${paths.runtimeBinaries}/dockerd`,
    words: dockerdWords(runtime, network),
    requires: network.requires.join(' '),
    after: ['network-online.target', ...network.after].join(' '),
    environmentFiles: network.environmentFiles,
    searchPath: searchPath(paths.runtimeBinaries),
    limitNoFile: runtime.limitNoFile,
  });
  const files = [
    ...certificatesByHost(runtime.registries, '/etc/docker/certs.d'),
    ...crictlFiles(runtime),
    plainFile('/etc/systemd/system/docker.service', unit, origin),
  ];
  const docker: Contribution = {
    files:
      Object.keys(daemon).length > 0
        ? [runtimeConfig(runtime, '/etc/docker/daemon.json', jsonText(daemon), origin), ...files]
        : files,
    service: { unit: 'docker', phase: 'runtime', programs: ['docker', 'runsc'], reads: [] },
  };
  return runtime.criDockerd === null ? [docker] : [docker, planCriDockerd(runtime, paths, isDual)];
}

/** daemon.json, without what is a flag: dockerd refuses a setting that stands in both. */
function daemonConfig(runtime: ResolvedDocker, { binaries }: ResolvedPaths, network: DockerNetwork) {
  const { cgroupOption, handlers, keysOfFlags } = runtime;
  const mirrors = runtime.registries.flatMap((registry) => registry.mirrors.flatMap(({ url }) => url ?? []));
  const settings: Record<string, unknown> = {
    ...(cgroupOption === null ? {} : { 'exec-opts': [`native.cgroupdriver=${cgroupOption}`] }),
    // Pods' packets are not Docker's: its rules would drop what is forwarded. Source: kubernetes/kops
    // pkg/model/components/docker.go.
    'ip-masq': false,
    iptables: false,
    // Nothing else bounds the containers' logs: the kubelet only does where it talks CRI to the one who writes them.
    'log-driver': 'json-file',
    'log-opts': { 'max-file': '5', 'max-size': '10m' },
    ...(runtime.labels ? { 'selinux-enabled': true } : {}),
    ...(mirrors.length > 0 ? { 'registry-mirrors': mirrors } : {}),
    ...(handlers.length > 0
      ? { runtimes: Object.fromEntries(handlers.map((handler) => [handler.name, dockerRuntime(handler, binaries)])) }
      : {}),
  };
  const asFlags = new Set([...keysOfFlags, ...Object.keys(network.flags), ...Object.keys(network.flagsFromVariables)]);
  const ours = Object.fromEntries(Object.entries(settings).filter(([key]) => !asFlags.has(key)));
  return overlay(ours, runtime.config);
}

function dockerRuntime({ traits, program }: ResolvedHandler, binaries: string): Record<string, unknown> {
  const { fetched, onDocker, shim } = traits;
  if (shim !== null && onDocker !== null) return { runtimeType: program ?? shim.type };
  // Its own runc lies on dockerd's search path.
  return { path: program ?? (fetched === null ? 'runc' : `${binaries}/${fetched.program}`) };
}

/** dockerd's flags as words of the unit; systemd puts in the variables. */
function dockerdWords({ flags }: ResolvedDocker, network: DockerNetwork): string[] {
  const words = new Map<string, string | null>();
  for (const [name, value] of Object.entries(network.flags)) words.set(name, unitWord(`--${name}=${value}`));
  for (const [name, variable] of Object.entries(network.flagsFromVariables)) {
    words.set(name, `--${name}=\${${variable}}`);
  }
  for (const [name, value] of Object.entries(flags)) {
    words.set(name, value === null ? null : unitWord(`--${name}=${value}`));
  }
  return [...words.keys()].sort().flatMap((name) => words.get(name) ?? []);
}

/** What speaks CRI to the kubelet and Docker's API to dockerd. */
function planCriDockerd(runtime: ResolvedDocker, paths: ResolvedPaths, isDual: boolean): Contribution {
  const unit = templates['cri-docker.service']({
    program: `${paths.runtimeBinaries}/cri-dockerd`,
    flags: [
      `--cni-bin-dir=${paths.cniBinaries}`,
      `--cni-conf-dir=${paths.cniConfig}`,
      `--container-runtime-endpoint=${runtime.endpoint}`,
      ...(isDual ? ['--ipv6-dual-stack'] : []),
      '--network-plugin=cni',
      `--pod-infra-container-image=${runtime.pauseImage}`,
    ],
  });
  return {
    files: [plainFile('/etc/systemd/system/cri-docker.service', unit, [...origin, 'criDockerd'])],
    service: { unit: 'cri-docker', phase: 'runtime', programs: ['cri-dockerd'], reads: [] },
  };
}

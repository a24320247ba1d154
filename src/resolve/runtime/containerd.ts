import {
  containerdCgroup2,
  containerdNamesRuntimes,
  containerdReach,
  containerdTellsDriver,
  containerdUnits,
} from '../../eras/containerd.js';
import { type ContainerdFormat, containerdFormats, containerdPlaces } from '../../eras/containerd-places.js';
import { handlers } from '../../eras/handlers.js';
import { asksForCgroupDriver, hasDockershim } from '../../eras/kubernetes.js';
import { eraAt, firstServing, firstWith, gapAt } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { FullRuntime, NormalisedSpec } from '../full-spec.js';
import { kubeletOverCri } from '../node/kubelet-runtime.js';
import type { ResolvedContainerd } from '../resolved/resolved.js';
import { cgroupProblem, type RuntimeAnswer, type RuntimeQuestion } from './runtime-question.js';
import { containerdSocket, endpointOf } from './runtime-socket.js';

/** The format of config.toml: the one that the spec asks for, else this containerd's own. */
export function containerdFormat({ config }: Pick<FullRuntime, 'config'>, version: string): ContainerdFormat {
  const formats = eraAt(containerdFormats, version);
  return formats.find((format) => format === config.version) ?? formats[0];
}

/** Whether runsc has to be told that systemd manages cgroups; it can only on cgroup v2. */
export function isRunscOnSystemd({ spec: { runtime }, os }: RuntimeQuestion): boolean {
  if (os.cgroup !== 2 || runtime.cgroupDriver !== 'systemd') return false;
  return runtime.handlers.some(({ type, version }) => {
    const { systemdCgroups } = handlers[type];
    return systemdCgroups !== null && version !== null && eraAt(systemdCgroups, version);
  });
}

export function resolveContainerd(question: RuntimeQuestion): RuntimeAnswer {
  const { spec, shared } = question;
  const { runtime, kubernetes } = spec;
  const { version } = runtime;
  const format = containerdFormat(runtime, version);
  const places = eraAt(containerdPlaces[format], version);
  const endpoint = endpointOf(containerdSocket(format), shared.config);
  // The format goes into the file by itself.
  const { version: _, ...config } = shared.config;
  const resolved: ResolvedContainerd = {
    ...shared,
    name: 'containerd',
    endpoint,
    unit: 'containerd',
    kubelet: kubeletOverCri(kubernetes.version, endpoint),
    runtimeClasses: shared.handlers
      .filter(({ untrusted }) => !(untrusted && places.programIn === 'engine'))
      .map(({ name }) => name),
    config,
    places,
    service: eraAt(containerdUnits, version),
    snapshotter: runtime.snapshotter,
    namesRuntimes: eraAt(containerdNamesRuntimes, version),
    searchesOwnFirst: question.os.runtimeOfItsOwn,
    runscOnSystemd: places.programIn === 'options' && isRunscOnSystemd(question),
  };
  const problems = [...fitProblems(question), ...cgroupProblem(question, containerdCgroup2)];
  return { runtime: resolved, diagnostics: problems };
}

/** Whether the kubelet and containerd speak a version of CRI that both know. */
function fitProblems({ spec, given }: NormalisedSpec): Diagnostic[] {
  const { version } = spec.runtime;
  const { version: kubernetes } = spec.kubernetes;
  const named = given.runtime?.version;
  const origin = named ? ['spec', 'runtime', 'version'] : ['spec', 'kubernetes', 'version'];
  // No containerd speaks the CRI of the oldest kubelets, which reach Docker by themselves.
  const docker = !named && eraAt(hasDockershim, kubernetes) ? 'docker' : undefined;
  const args = { runtime: 'containerd', version, kubernetes, named, docker };
  const gap = gapAt([eraAt(containerdReach, version)], kubernetes);
  if (gap?.since) return [diagnose('runtime-too-new', origin, { ...args, need: gap.since })];
  if (gap) return [diagnose('runtime-too-old', origin, { ...args, need: firstServing(containerdReach, kubernetes) })];
  if (!eraAt(asksForCgroupDriver, kubernetes) || eraAt(containerdTellsDriver, version)) return [];
  return [diagnose('runtime-too-old', origin, { ...args, need: firstWith(containerdTellsDriver) })];
}

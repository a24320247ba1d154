import compare from 'semver/functions/compare.js';
import {
  type ContainerdFormat,
  containerdCgroup2,
  containerdFormats,
  containerdNamesRuntimes,
  containerdPlaces,
  containerdReach,
  containerdTellsDriver,
  containerdUnits,
} from '../eras/containerd.js';
import { gvisorSystemdCgroups } from '../eras/gvisor.js';
import { asksForCgroupDriver, hasDockershim } from '../eras/kubernetes.js';
import { eraAt, firstWith } from '../eras/lookup.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import type { FullRuntime, NormalisedSpec } from './full-spec.js';
import { kubeletOverCri } from './kubelet-runtime.js';
import type { ResolvedContainerd } from './resolved.js';
import { cgroupProblem, type RuntimeAnswer, type RuntimeQuestion } from './runtime-question.js';

const endpoint = 'unix:///run/containerd/containerd.sock';

/** The format of config.toml: the one that the spec asks for, else this containerd's own. */
export function containerdFormat({ config }: Pick<FullRuntime, 'config'>, version: string): ContainerdFormat {
  const formats = eraAt(containerdFormats, version);
  return formats.find((format) => format === config.version) ?? formats[0];
}

/** Whether runsc has to be told that systemd manages cgroups; it can only on cgroup v2. */
export function isRunscOnSystemd({ spec: { runtime }, os }: RuntimeQuestion): boolean {
  const gvisor = runtime.handlers.find(({ type }) => type === 'gvisor');
  if (!gvisor?.version || os.cgroup !== 2 || runtime.cgroupDriver !== 'systemd') return false;
  return eraAt(gvisorSystemdCgroups, gvisor.version);
}

export function resolveContainerd(question: RuntimeQuestion): RuntimeAnswer {
  const { spec, shared } = question;
  const { runtime, kubernetes } = spec;
  const { version } = runtime;
  const format = containerdFormat(runtime, version);
  const places = eraAt(containerdPlaces[format], version);
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
  const problems = [...fitProblems(question), ...cgroupProblem(question, eraAt(containerdCgroup2, version), '1.4.0')];
  return { runtime: resolved, diagnostics: problems };
}

/** Whether the kubelet and containerd speak a version of CRI that both know. */
function fitProblems({ spec, given }: NormalisedSpec): Diagnostic[] {
  const { version } = spec.runtime;
  const { version: kubernetes } = spec.kubernetes;
  const named = given.runtime?.version;
  const reach = eraAt(containerdReach, version);
  const origin = named ? ['spec', 'runtime', 'version'] : ['spec', 'kubernetes', 'version'];
  // No containerd speaks the CRI of the oldest kubelets, which reach Docker by themselves.
  const docker = !named && eraAt(hasDockershim, kubernetes) ? 'docker' : undefined;
  const args = { runtime: 'containerd', version, kubernetes, named, docker };
  if (compare(kubernetes, reach.oldestKubernetes) < 0) {
    return [diagnose('runtime-too-new', origin, { ...args, need: reach.oldestKubernetes })];
  }
  if (reach.beforeKubernetes && compare(kubernetes, reach.beforeKubernetes) >= 0) {
    return [diagnose('runtime-too-old', origin, { ...args, need: '1.6.15' })];
  }
  if (!eraAt(asksForCgroupDriver, kubernetes) || eraAt(containerdTellsDriver, version)) return [];
  return [diagnose('runtime-too-old', origin, { ...args, need: firstWith(containerdTellsDriver) })];
}

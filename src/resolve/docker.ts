import {
  criDockerdGates,
  criDockerdReach,
  criDockerdTellsDriver,
  dockerCgroup2,
  dockerCgroupDrivers,
  dockerLimitNoFile,
  dockerReach,
  newestCriDockerd,
} from '../eras/docker.js';
import { daemonKeyOf } from '../eras/docker-settings.js';
import { asksForCgroupDriver, hasDockershim } from '../eras/kubernetes.js';
import { eraAt, firstServing, firstWith, gapAt, holdsIn } from '../eras/lookup.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import { takesDockerBridge } from './docker-bridge.js';
import { kubeletOverCri } from './kubelet-runtime.js';
import type { ResolvedDocker, ResolvedPaths } from './resolved.js';
import { cgroupProblem, type RuntimeAnswer, type RuntimeQuestion } from './runtime-question.js';

const criDockerdEndpoint = 'unix:///run/cri-dockerd.sock';
const dockershimEndpoint = 'unix:///var/run/dockershim.sock';

export function resolveDocker(question: RuntimeQuestion): RuntimeAnswer {
  const { spec, releases, paths, shared } = question;
  const { runtime = {} } = spec;
  const { version, kubernetes } = releases;
  const overCri = !eraAt(hasDockershim, kubernetes);
  const flags = runtime.flags ?? {};
  const resolved: ResolvedDocker = {
    ...shared,
    name: 'docker',
    endpoint: overCri ? criDockerdEndpoint : dockershimEndpoint,
    unit: overCri ? 'cri-docker' : 'docker',
    kubelet: overCri
      ? kubeletOverCriDockerd(kubernetes)
      : kubeletWithDockershim(shared.pauseImage, takesDockerBridge(spec) ? null : paths),
    // Neither dockershim nor cri-dockerd knows more than one runtime.
    runtimeClasses: [],
    criDockerd: overCri ? (runtime.criDockerd ?? null) : null,
    limitNoFile: eraAt(dockerLimitNoFile, version),
    cgroupOption: eraAt(dockerCgroupDrivers, version) === shared.cgroupDriver ? null : shared.cgroupDriver,
    flags,
    keysOfFlags: Object.keys(flags).flatMap((flag) => daemonKeyOf(flag) ?? []),
  };
  const diagnostics = [...doorProblems(question, overCri), ...cgroupProblem(question, dockerCgroup2)];
  return { runtime: resolved, diagnostics };
}

function kubeletOverCriDockerd(kubernetes: string): ResolvedDocker['kubelet'] {
  const { flags, fields } = kubeletOverCri(kubernetes, criDockerdEndpoint);
  const featureGates = eraAt(criDockerdGates, kubernetes);
  return { flags, fields: { ...fields, ...(Object.keys(featureGates).length > 0 ? { featureGates } : {}) } };
}

/** The kubelet asks CNI plugins for the pods' network; without `cni` it takes Docker's bridge, as it does by itself. */
function kubeletWithDockershim(pauseImage: string, cni: ResolvedPaths | null): ResolvedDocker['kubelet'] {
  const network = cni && {
    'cni-bin-dir': cni.cniBinaries,
    'cni-conf-dir': cni.cniConfig,
    'network-plugin': 'cni',
  };
  return {
    flags: { ...network, 'container-runtime': 'docker', 'pod-infra-container-image': pauseImage },
    fields: {},
  };
}

/** Whether the kubelet, what stands between, and Docker understand each other. */
function doorProblems({ spec: { runtime = {} }, releases }: RuntimeQuestion, overCri: boolean): Diagnostic[] {
  const { version, kubernetes } = releases;
  const gap = gapAt([eraAt(dockerReach, version)], kubernetes);
  if (gap?.since) {
    const origin = ['spec', 'runtime', runtime.version ? 'version' : 'name'];
    const args = { runtime: 'Docker', version, kubernetes, need: gap.since, named: runtime.version };
    return [diagnose('runtime-too-new', origin, args)];
  }
  if (!overCri || !runtime.criDockerd) return [];
  const speaks = holdsIn(eraAt(criDockerdReach, runtime.criDockerd), kubernetes);
  const answers = !eraAt(asksForCgroupDriver, kubernetes) || eraAt(criDockerdTellsDriver, runtime.criDockerd);
  if (speaks && answers) return [];
  const need = answers ? firstServing(criDockerdReach, kubernetes) : firstWith(criDockerdTellsDriver);
  const args = { runtime: 'cri-dockerd', version: runtime.criDockerd, kubernetes, need };
  return [diagnose('runtime-too-old', ['spec', 'runtime', 'criDockerd'], { ...args, criDockerd: newestCriDockerd })];
}

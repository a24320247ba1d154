import {
  criDockerdGates,
  criDockerdReach,
  criDockerdTellsDriver,
  dockerCgroup2,
  dockerCgroupDrivers,
  dockerLimitNoFile,
  dockerReach,
  newestCriDockerd,
} from '../../eras/docker.js';
import { daemonKeyOf } from '../../eras/docker-settings.js';
import { asksForCgroupDriver, hasDockershim } from '../../eras/kubernetes.js';
import { eraAt, firstServing, firstWith, gapAt, holdsIn } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';
import { kubeletOverCri } from '../node/kubelet-runtime.js';
import type { ResolvedDocker, ResolvedPaths } from '../resolved/resolved.js';
import { takesDockerBridge } from './docker-bridge.js';
import { cgroupProblem, type RuntimeAnswer, type RuntimeQuestion } from './runtime-question.js';

const criDockerdEndpoint = 'unix:///run/cri-dockerd.sock';
const dockershimEndpoint = 'unix:///var/run/dockershim.sock';

export function resolveDocker(question: RuntimeQuestion): RuntimeAnswer {
  const { spec, shared } = question;
  const { runtime, paths } = spec;
  const { version: kubernetes } = spec.kubernetes;
  const { version, flags } = runtime;
  const overCri = !eraAt(hasDockershim, kubernetes);
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
    criDockerd: runtime.criDockerd,
    limitNoFile: eraAt(dockerLimitNoFile, version),
    cgroupOption: eraAt(dockerCgroupDrivers, version) === shared.cgroupDriver ? null : shared.cgroupDriver,
    flags,
    keysOfFlags: Object.keys(flags).flatMap((flag) => daemonKeyOf(flag) ?? []),
  };
  const diagnostics = [...doorProblems(question), ...cgroupProblem(question, dockerCgroup2)];
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
function doorProblems({ spec, given }: NormalisedSpec): Diagnostic[] {
  const { version, criDockerd } = spec.runtime;
  const { version: kubernetes } = spec.kubernetes;
  const gap = gapAt([eraAt(dockerReach, version)], kubernetes);
  if (gap?.since) {
    const named = given.runtime?.version;
    const origin = ['spec', 'runtime', named ? 'version' : 'name'];
    const args = { runtime: 'Docker', version, kubernetes, need: gap.since, named };
    return [diagnose('runtime-too-new', origin, args)];
  }
  if (criDockerd === null) return [];
  const speaks = holdsIn(eraAt(criDockerdReach, criDockerd), kubernetes);
  const answers = !eraAt(asksForCgroupDriver, kubernetes) || eraAt(criDockerdTellsDriver, criDockerd);
  if (speaks && answers) return [];
  const need = answers ? firstServing(criDockerdReach, kubernetes) : firstWith(criDockerdTellsDriver);
  const args = { runtime: 'cri-dockerd', version: criDockerd, kubernetes, need };
  return [diagnose('runtime-too-old', ['spec', 'runtime', 'criDockerd'], { ...args, criDockerd: newestCriDockerd })];
}

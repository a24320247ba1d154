import { crioLimitNoFile, crioPrograms, crioTellsDriver } from '../../eras/crio.js';
import { asksForCgroupDriver } from '../../eras/kubernetes.js';
import { eraAt, firstWith } from '../../eras/lookup.js';
import { lineOf, minorsBehind } from '../../eras/release-order.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';
import { kubeletOverCri } from '../node/kubelet-runtime.js';
import { isRunscOnSystemd } from './containerd.js';
import type { RuntimeAnswer, RuntimeQuestion } from './runtime-question.js';
import { crioSocket, endpointOf } from './runtime-socket.js';

export function resolveCrio(question: RuntimeQuestion): RuntimeAnswer {
  const { spec, shared } = question;
  const { version } = spec.runtime;
  const endpoint = endpointOf(crioSocket, shared.config);
  return {
    runtime: {
      ...shared,
      name: 'crio',
      endpoint,
      unit: 'crio',
      kubelet: kubeletOverCri(spec.kubernetes.version, endpoint),
      runtimeClasses: shared.handlers.map(({ name }) => name),
      programs: eraAt(crioPrograms, version),
      limitNoFile: eraAt(crioLimitNoFile, version),
      runscOnSystemd: isRunscOnSystemd(question),
    },
    diagnostics: fitProblems(question),
  };
}

/**
 * CRI-O's minors are Kubernetes': a newer one may ask for what an older kubelet does not speak, and a newer kubelet for
 * what an old one does not answer.
 */
function fitProblems({ spec, given }: NormalisedSpec): Diagnostic[] {
  const { version } = spec.runtime;
  const { version: kubernetes } = spec.kubernetes;
  const named = given.runtime?.version;
  const origin = ['spec', 'runtime', named ? 'version' : 'name'];
  const args = { runtime: 'CRI-O', version, kubernetes, named, ownMinor: named ? undefined : version };
  if (minorsBehind(kubernetes, version) > 0) {
    return [diagnose('runtime-too-new', origin, { ...args, need: `${lineOf(version)}.0` })];
  }
  if (!eraAt(asksForCgroupDriver, kubernetes) || eraAt(crioTellsDriver, version)) return [];
  return [diagnose('runtime-too-old', origin, { ...args, need: firstWith(crioTellsDriver) })];
}

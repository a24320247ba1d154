import { handlers } from '../eras/handlers.js';
import { pauseImages } from '../eras/kubernetes.js';
import { eraAt } from '../eras/lookup.js';
import type { OperatingSystem } from '../eras/systems.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { RuntimeName } from '../generated/names.js';
import { resolveContainerd } from './containerd.js';
import { resolveCrio } from './crio.js';
import { resolveDocker } from './docker.js';
import type { Releases } from './releases.js';
import type { ResolvedHandler, ResolvedPaths } from './resolved.js';
import type { RuntimeAnswer, RuntimeQuestion } from './runtime-question.js';

type Spec = ClusterSpec['spec'];

const resolvers: Readonly<Record<RuntimeName, (question: RuntimeQuestion) => RuntimeAnswer>> = {
  containerd: resolveContainerd,
  docker: resolveDocker,
  crio: resolveCrio,
};

/** The runtime's facts at its release, and whether the kubelet of this Kubernetes can talk to it. */
export function resolveRuntime(
  spec: Spec,
  releases: Releases,
  os: OperatingSystem,
  paths: ResolvedPaths,
): RuntimeAnswer {
  const { runtime = {}, kubernetes } = spec;
  const shared = {
    version: releases.version,
    cgroupDriver: runtime.cgroupDriver ?? 'systemd',
    pauseImage: runtime.pauseImage ?? `registry.k8s.io/pause:${eraAt(pauseImages, kubernetes.version)}`,
    handlers: (runtime.handlers ?? []).map(
      ({ name, type, program, untrusted }): ResolvedHandler => ({
        name,
        traits: handlers[type],
        program: program ?? handlers[type].program,
        untrusted: untrusted ?? false,
      }),
    ),
    hasCrictl: releases.crictl !== null,
    config: runtime.config ?? {},
  };
  return resolvers[releases.runtime]({ spec, releases, os, paths, shared });
}

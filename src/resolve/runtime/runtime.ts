import { handlers as traitsOf } from '../../eras/handlers.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import type { RuntimeName } from '../../generated/names.js';
import type { NormalisedSpec } from '../full-spec.js';
import { resolveContainerd } from './containerd.js';
import { resolveCrio } from './crio.js';
import { resolveDocker } from './docker.js';
import { resolveRegistries } from './registries.js';
import type { RuntimeAnswer, RuntimeQuestion } from './runtime-question.js';

const resolvers: Readonly<Record<RuntimeName, (question: RuntimeQuestion) => RuntimeAnswer>> = {
  containerd: resolveContainerd,
  docker: resolveDocker,
  crio: resolveCrio,
};

/** The runtime's facts at its release, and whether the kubelet of this Kubernetes can talk to it. */
export function resolveRuntime({ spec, given }: NormalisedSpec, os: OperatingSystem): RuntimeAnswer {
  const { name, version, cgroupDriver, pauseImage, handlers, crictl, config } = spec.runtime;
  const shared = {
    version,
    cgroupDriver,
    pauseImage,
    handlers: handlers.map(({ name: handler, type, program, untrusted }) => ({
      name: handler,
      traits: traitsOf[type],
      program,
      untrusted,
    })),
    labels: os.selinux !== null,
    hasCrictl: crictl !== null,
    config,
    registries: resolveRegistries(spec.runtime),
  };
  return resolvers[name]({ spec, given, os, shared });
}

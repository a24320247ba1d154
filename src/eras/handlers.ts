import type { HandlerType } from '../generated/names.js';
import type { ArtifactName } from './artifact-names.js';
import { crioGvisor } from './crio.js';
import { dockerShimRuntimes } from './docker.js';
import { gvisorSystemdCgroups } from './gvisor.js';
import type { Era } from './lookup.js';

/** A shim of a handler's own, in place of runc's. */
export interface Shim {
  /** What containerd and Docker call it. */
  readonly type: string;
  /** Where CRI-O finds it: a path, or a name below the node's runtime programs. */
  readonly program: string;
  /** Where CRI-O lets it keep its state. */
  readonly root: string;
  /** What containerd calls the options by which it finds a configuration file of its own; null: it reads none. */
  readonly options: string | null;
  /** Whether CRI-O keeps the host's devices from its privileged containers, which are in a machine of their own. */
  readonly withoutHostDevices: boolean;
}

/** What a type of further runtime is to those that start it. */
export interface HandlerTraits {
  /** What people call it. */
  readonly title: string;
  /** The downloads that bring it, at a release that the spec may name; null: its program is the machine's own. */
  readonly fetched: { readonly program: ArtifactName; readonly shim: ArtifactName } | null;
  /** Its program where the spec names none; null: the default of whoever starts it. */
  readonly program: string | null;
  /** What containerd 1.1 and 1.2 start in runc's place if nobody names a program: a path, or a name below the node's programs. */
  readonly engine: string;
  /** Null: runc's shim calls its program as it calls runc. */
  readonly shim: Shim | null;
  /** Whether a Docker can start its shim; null: Docker calls its program as it calls runc. */
  readonly onDocker: readonly [Era<boolean>, ...Era<boolean>[]] | null;
  /** Whether it works under a CRI-O; null: under all of them. */
  readonly onCrio: readonly [Era<boolean>, ...Era<boolean>[]] | null;
  /** Whether its release can leave cgroups to systemd, and must be told to; null: it need not be. */
  readonly systemdCgroups: readonly [Era<boolean>, ...Era<boolean>[]] | null;
  readonly source: string;
}

/** What takes runc's place and is called as runc is. */
const likeRunc = { fetched: null, shim: null, onDocker: null, onCrio: null, systemdCgroups: null } as const;

/** Where NVIDIA's packages put it. */
const nvidiaRuntime = '/usr/bin/nvidia-container-runtime';

export const handlers: Readonly<Record<HandlerType, HandlerTraits>> = {
  gvisor: {
    title: 'gVisor',
    fetched: { program: 'runsc', shim: 'containerd-shim-runsc-v1' },
    program: null,
    engine: 'runsc',
    shim: {
      type: 'io.containerd.runsc.v1',
      program: 'containerd-shim-runsc-v1',
      root: '/run/runsc',
      options: 'io.containerd.runsc.v1.options',
      withoutHostDevices: false,
    },
    onDocker: null,
    onCrio: crioGvisor,
    systemdCgroups: gvisorSystemdCgroups,
    source: 'google/gvisor g3doc/user_guide/containerd/{configuration,crio}.md',
  },
  kata: {
    title: 'Kata',
    fetched: null,
    program: null,
    engine: '/usr/bin/kata-runtime',
    shim: {
      type: 'io.containerd.kata.v2',
      program: '/usr/bin/containerd-shim-kata-v2',
      root: '/run/kata-containers',
      options: null,
      withoutHostDevices: true,
    },
    onDocker: dockerShimRuntimes,
    onCrio: null,
    systemdCgroups: null,
    source: 'kata-containers/kata-containers docs/how-to/{containerd-kata,run-kata-with-crio}.md',
  },
  nvidia: {
    ...likeRunc,
    title: 'NVIDIA',
    program: nvidiaRuntime,
    engine: nvidiaRuntime,
    source: 'NVIDIA/nvidia-container-toolkit packaging',
  },
  runc: { ...likeRunc, title: 'runc', program: null, engine: 'runc', source: 'opencontainers/runc' },
};

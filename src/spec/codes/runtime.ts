import type { Catalogue } from './entry.js';

/** What does not fit the container runtime, or what the spec says of it. */
export const runtimeCodes = {
  'runtime-too-old': {
    severity: 'error',
    message: '{runtime} {version} is too old for Kubernetes {kubernetes}, which needs {need} or newer',
    hint: [
      {
        text: 'Leave spec.runtime.version out: Bootwright then chooses a release that fits.',
        when: 'named',
        edit: { remove: true, at: 'spec.runtime.version' },
      },
      { text: 'Set criDockerd: "{criDockerd}".', edit: { set: '{criDockerd}' } },
      {
        text: 'Its kubelet talks to Docker directly: set spec.runtime.name to docker.',
        when: 'docker',
        edit: { set: 'docker', at: 'spec.runtime.name' },
      },
      {
        text: 'Set spec.runtime.version to a release of the same minor, and its digest in spec.artifacts.overrides.crio.',
        when: 'ownMinor',
      },
    ],
    doc: {
      text: 'The kubelet and the runtime talk over CRI; a kubelet that finds only an older CRI exits. From Kubernetes 1.38 it also asks the runtime for its cgroup driver and no longer falls back to its own setting: that takes containerd 2.0, CRI-O 1.28 or cri-dockerd 0.3.17.',
      bad: 'kubernetes: {version: "1.36.4"}\nruntime: {version: "1.4.4"}',
      good: 'kubernetes: {version: "1.36.4"}\nruntime: {version: "2.3.4"}',
    },
  },
  'runtime-too-new': {
    severity: 'error',
    message: '{runtime} {version} is too new for Kubernetes {kubernetes}: it needs Kubernetes {need} or newer',
    hint: [
      {
        text: 'Leave spec.runtime.version out: Bootwright then chooses a release that fits.',
        when: 'named',
        edit: { remove: true, at: 'spec.runtime.version' },
      },
      { text: 'Set criDockerd: "{criDockerd}".', edit: { set: '{criDockerd}' } },
      {
        text: 'Its kubelet talks to Docker directly: set spec.runtime.name to docker.',
        when: 'docker',
        edit: { set: 'docker', at: 'spec.runtime.name' },
      },
      {
        text: 'Set spec.runtime.version to a release of the same minor, and its digest in spec.artifacts.overrides.crio.',
        when: 'ownMinor',
      },
    ],
    doc: {
      text: 'Runtimes drop the old CRI versions that old kubelets need: containerd 2 no longer speaks v1alpha2.',
      bad: 'kubernetes: {version: "1.21.0"}\nruntime: {version: "2.3.4"}',
      good: 'kubernetes: {version: "1.21.0"}\nruntime: {version: "1.4.4"}',
    },
  },
  'cri-dockerd-missing': {
    severity: 'error',
    message:
      'the kubelet of Kubernetes {kubernetes} reaches Docker only through cri-dockerd, and the spec sets no release of it',
    hint: [
      { text: 'Set its release: criDockerd: "{release}".', edit: { set: '{release}', at: 'spec.runtime.criDockerd' } },
      '1.23 is the last Kubernetes that does not need it.',
    ],
    doc: {
      text: 'Up to Kubernetes 1.23 the kubelet had its own code for Docker, dockershim. From 1.24 it speaks only CRI, which Docker does not: cri-dockerd translates, and its release is yours to choose.',
      bad: 'kubernetes: {version: "1.36.4"}\nruntime: {name: docker}',
      good: 'kubernetes: {version: "1.36.4"}\nruntime: {name: docker, criDockerd: "0.4.3"}',
    },
  },
  'cri-dockerd-needless': {
    severity: 'error',
    message: 'the kubelet of Kubernetes {kubernetes} talks to Docker directly: cri-dockerd has nothing to do',
    hint: [{ text: 'Leave criDockerd out.', edit: { remove: true } }],
    doc: {
      text: 'Up to Kubernetes 1.23 the kubelet has its own code for Docker, dockershim.',
      bad: 'kubernetes: {version: "1.23.17"}\nruntime: {name: docker, criDockerd: "0.4.3"}',
      good: 'kubernetes: {version: "1.23.17"}\nruntime: {name: docker}',
    },
  },
  'runtime-setting-foreign': {
    severity: 'error',
    message: '{setting} is a setting of {owner}, but the runtime is {runtime}',
    hint: [{ text: 'Leave it out, or set spec.runtime.name to {owner}.', edit: { remove: true } }],
    doc: {
      text: "Each runtime has settings that the others lack: the snapshotter is containerd's, flags and criDockerd are Docker's, and Docker and CRI-O can use another program instead of runc.",
      bad: 'runtime: {name: crio, snapshotter: native}',
      good: 'runtime: {name: containerd, snapshotter: native}',
    },
  },
  'runtime-setting-unknown': {
    severity: 'error',
    message: '{program} {version} has no {setting}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } }, 'In {file} it is {elsewhere}.'],
    doc: {
      text: "containerd ignores a key that it does not know, with at best a line in its log; CRI-O ignores it silently; dockerd refuses to start. containerd's keys moved twice: with version 2 of the file format, and with version 3.",
      bad: 'runtime: {config: {plugins: {io.containerd.grpc.v1.cri: {sandbox_image: "registry.k8s.io/pause:3.9"}}}}',
      good: 'runtime: {pauseImage: "registry.k8s.io/pause:3.9"}',
    },
  },
  'runtime-setting-too-new': {
    severity: 'error',
    message: '{program} {version} does not have {setting} yet; it came with {since}',
    doc: {
      text: 'A runtime ignores a setting that was added later, or refuses to start with it.',
      bad: 'runtime: {version: "1.4.13", config: {plugins: {io.containerd.grpc.v1.cri: {registry: {config_path: /etc/containerd/certs.d}}}}}',
      good: 'runtime: {version: "1.6.39", config: {plugins: {io.containerd.grpc.v1.cri: {registry: {config_path: /etc/containerd/certs.d}}}}}',
    },
  },
  'runtime-setting-removed': {
    severity: 'error',
    message: '{program} {version} no longer has {setting}, which was removed in {until}',
    doc: {
      text: 'A runtime ignores a setting that it no longer knows, or refuses to start with it.',
      bad: 'runtime: {name: docker, version: "28.5.2", criDockerd: "0.4.3", flags: {graph: /srv/docker}}',
      good: 'runtime: {name: docker, version: "28.5.2", criDockerd: "0.4.3", flags: {data-root: /srv/docker}}',
    },
  },
  'runtime-setting-twice': {
    severity: 'error',
    message: '{flag} is set as a flag and {key} in config: dockerd takes a setting from one place only',
    hint: [{ text: 'Keep one of the two.', edit: { remove: true } }],
    doc: {
      text: 'dockerd refuses to start if a setting is both a flag and a key of daemon.json. If you set the flag, Bootwright leaves out its own key.',
      bad: 'runtime: {name: docker, flags: {mtu: "1450"}, config: {mtu: 1450}}',
      good: 'runtime: {name: docker, config: {mtu: 1450}}',
    },
  },
  'runtime-config-refused': {
    severity: 'error',
    message: '"{field}" {why}: {effect}',
    hint: [
      { text: 'Write {meant}.', edit: { write: '{meant}' } },
      { text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } },
      { text: 'Leave it out.', edit: { remove: true }, when: 'needless' },
      '{advice}',
    ],
    doc: {
      text: "containerd's CRI plugin and CRI-O check their configuration at startup, and do not serve the kubelet if it is inconsistent; a few settings are checked only when the first pod needs them. These are their own checks, release by release.",
      bad: 'runtime: {config: {plugins: {io.containerd.cri.v1.runtime: {containerd: {default_runtime_name: nvidia}}}}}',
      good: 'runtime: {handlers: [{name: nvidia, type: nvidia}], config: {plugins: {io.containerd.cri.v1.runtime: {containerd: {default_runtime_name: nvidia}}}}}',
    },
  },
  'containerd-format-unread': {
    severity: 'error',
    message: 'version {format} is not a format of containerd {version} itself; its own are {formats}',
    hint: [{ text: 'Leave version out: Bootwright then chooses one that fits.', edit: { remove: true } }],
    doc: {
      text: 'The format of config.toml has had four versions. Version 1 is read up to containerd 1.7, 2 from 1.3 to 1.7, 3 from 2.0, and 4 from 2.3. containerd 2 would convert older formats at each start; Bootwright writes a file in its format.',
      bad: 'runtime: {version: "2.3.4", config: {version: 2}}',
      good: 'runtime: {version: "2.3.4", config: {version: 4}}',
    },
  },
  'handler-duplicate': {
    severity: 'error',
    message: 'there already is a handler "{name}"{reason}',
    doc: {
      text: 'A RuntimeClass names its handler, so each name stands for one runtime; runc, crun and untrusted have a meaning of their own in runtimes that use them. Only one handler can serve untrusted pods, and only one release of gVisor is installed.',
      bad: 'handlers:\n  - {name: runsc, type: gvisor}\n  - {name: runsc, type: kata}',
      good: 'handlers:\n  - {name: runsc, type: gvisor}\n  - {name: kata, type: kata}',
    },
  },
  'handler-unsupported': {
    severity: 'error',
    message: '{what} needs {need}, and this is {actual}',
    hint: ['{advice}'],
    doc: {
      text: 'Runtimes gained support for other handlers at different times: containerd 1.1 has just one, for untrusted pods; CRI-O runs gVisor from 1.37; Docker starts Kata from 23.0.',
      bad: 'runtime: {version: "1.1.8", handlers: [{name: runsc, type: gvisor}]}',
      good: 'runtime: {version: "1.1.8", handlers: [{name: runsc, type: gvisor, untrusted: true}]}',
    },
  },
  'handler-setting-foreign': {
    severity: 'error',
    message: '{setting} does not apply to a handler of the type {type}',
    hint: [{ text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: 'Only gVisor is installed by Bootwright, so only it has a version; its program is the one that is installed.',
      bad: 'handlers: [{name: kata, type: kata, version: "20260817.0"}]',
      good: 'handlers: [{name: runsc, type: gvisor, version: "20260817.0"}]',
    },
  },
} as const satisfies Catalogue;

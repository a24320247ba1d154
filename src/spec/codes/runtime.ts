import type { Catalogue } from './entry.js';

/** What does not fit the container runtime, or what the spec says of it. */
export const runtimeCodes = {
  'runtime-too-old': {
    severity: 'error',
    message: '{runtime} {version} is too old for Kubernetes {kubernetes}, which needs {need} or newer',
    hint: [
      {
        text: 'Leave spec.runtime.version out: a fitting release is chosen then.',
        when: 'named',
        edit: { remove: true, at: 'spec.runtime.version' },
      },
      { text: 'Set criDockerd: "{criDockerd}".', edit: { set: '{criDockerd}' } },
      {
        text: 'Its kubelet reaches Docker by itself: set spec.runtime.name to docker.',
        when: 'docker',
        edit: { set: 'docker', at: 'spec.runtime.name' },
      },
      {
        text: 'Name one of its minor in spec.runtime.version, and its digest in spec.artifacts.overrides.crio.',
        when: 'ownMinor',
      },
    ],
    doc: {
      text: 'The kubelet and the runtime talk over CRI; a kubelet that finds only an older CRI exits. From Kubernetes 1.38 on it also asks the runtime for its cgroup driver and no longer falls back to a setting of its own: that takes containerd 2.0, CRI-O 1.28 or cri-dockerd 0.3.17.',
      bad: 'kubernetes: {version: "1.36.4"}\nruntime: {version: "1.4.4"}',
      good: 'kubernetes: {version: "1.36.4"}\nruntime: {version: "2.3.4"}',
    },
  },
  'runtime-too-new': {
    severity: 'error',
    message: '{runtime} {version} is too new for Kubernetes {kubernetes}: it needs Kubernetes {need} or newer',
    hint: [
      {
        text: 'Leave spec.runtime.version out: a fitting release is chosen then.',
        when: 'named',
        edit: { remove: true, at: 'spec.runtime.version' },
      },
      { text: 'Set criDockerd: "{criDockerd}".', edit: { set: '{criDockerd}' } },
      {
        text: 'Its kubelet reaches Docker by itself: set spec.runtime.name to docker.',
        when: 'docker',
        edit: { set: 'docker', at: 'spec.runtime.name' },
      },
      {
        text: 'Name one of its minor in spec.runtime.version, and its digest in spec.artifacts.overrides.crio.',
        when: 'ownMinor',
      },
    ],
    doc: {
      text: 'Runtimes drop old versions of CRI, which old kubelets need: containerd 2 no longer speaks v1alpha2.',
      bad: 'kubernetes: {version: "1.21.0"}\nruntime: {version: "2.3.4"}',
      good: 'kubernetes: {version: "1.21.0"}\nruntime: {version: "1.4.4"}',
    },
  },
  'cri-dockerd-missing': {
    severity: 'error',
    message: 'the kubelet of Kubernetes {kubernetes} reaches Docker only through cri-dockerd, and the spec names none',
    hint: [
      { text: 'Name its release: criDockerd: "{release}".', edit: { set: '{release}', at: 'spec.runtime.criDockerd' } },
      '1.23 is the last Kubernetes that does without it.',
    ],
    doc: {
      text: 'To Kubernetes 1.23 the kubelet had code of its own for Docker, dockershim. From 1.24 on it only speaks CRI, which Docker does not: cri-dockerd stands between them, and its release is yours to choose.',
      bad: 'kubernetes: {version: "1.36.4"}\nruntime: {name: docker}',
      good: 'kubernetes: {version: "1.36.4"}\nruntime: {name: docker, criDockerd: "0.4.3"}',
    },
  },
  'cri-dockerd-needless': {
    severity: 'error',
    message: 'the kubelet of Kubernetes {kubernetes} reaches Docker by itself: cri-dockerd has nothing to do',
    hint: [{ text: 'Leave criDockerd out.', edit: { remove: true } }],
    doc: {
      text: 'To Kubernetes 1.23 the kubelet has code of its own for Docker, dockershim.',
      bad: 'kubernetes: {version: "1.23.17"}\nruntime: {name: docker, criDockerd: "0.4.3"}',
      good: 'kubernetes: {version: "1.23.17"}\nruntime: {name: docker}',
    },
  },
  'runtime-setting-foreign': {
    severity: 'error',
    message: '{setting} is a setting of {owner}, and the runtime is {runtime}',
    hint: [{ text: 'Leave it out, or set spec.runtime.name to {owner}.', edit: { remove: true } }],
    doc: {
      text: "Each runtime has settings that the others do not: the snapshotter is containerd's, flags and criDockerd are Docker's, and Docker and CRI-O bring a program in runc's place.",
      bad: 'runtime: {name: crio, snapshotter: native}',
      good: 'runtime: {name: containerd, snapshotter: native}',
    },
  },
  'runtime-setting-unknown': {
    severity: 'error',
    message: '{program} {version} has no {setting}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } }, 'In {file} it is {elsewhere}.'],
    doc: {
      text: "containerd drops a key that it does not know, with a line in its log at best, CRI-O without a word, and dockerd does not start with one. containerd's keys moved twice: with version 2 of the file's format, and with version 3.",
      bad: 'runtime: {config: {plugins: {io.containerd.grpc.v1.cri: {sandbox_image: "registry.k8s.io/pause:3.9"}}}}',
      good: 'runtime: {pauseImage: "registry.k8s.io/pause:3.9"}',
    },
  },
  'runtime-setting-too-new': {
    severity: 'error',
    message: '{program} {version} has no {setting} yet, which came with {since}',
    doc: {
      text: 'A runtime drops a setting that came later, or does not start with it.',
      bad: 'runtime: {version: "1.4.13", config: {plugins: {io.containerd.grpc.v1.cri: {registry: {config_path: /etc/containerd/certs.d}}}}}',
      good: 'runtime: {version: "1.6.39", config: {plugins: {io.containerd.grpc.v1.cri: {registry: {config_path: /etc/containerd/certs.d}}}}}',
    },
  },
  'runtime-setting-removed': {
    severity: 'error',
    message: '{program} {version} no longer has {setting}, which is gone since {until}',
    doc: {
      text: 'A runtime drops a setting that it no longer knows, or does not start with it.',
      bad: 'runtime: {name: docker, version: "28.5.2", criDockerd: "0.4.3", flags: {graph: /srv/docker}}',
      good: 'runtime: {name: docker, version: "28.5.2", criDockerd: "0.4.3", flags: {data-root: /srv/docker}}',
    },
  },
  'runtime-setting-twice': {
    severity: 'error',
    message: '{flag} is a flag, and {key} stands in config too: dockerd takes a setting from one place only',
    hint: [{ text: 'Keep one of the two.', edit: { remove: true } }],
    doc: {
      text: 'dockerd does not start when a setting is both a flag and a key of daemon.json. Ours gives way by itself where you set the flag.',
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
      text: "containerd's CRI plugin and CRI-O check their configuration when they start, and do not serve the kubelet where it does not hold together; a little of it is only looked at when the first pod asks for it. These are their own checks, release by release.",
      bad: 'runtime: {config: {plugins: {io.containerd.cri.v1.runtime: {containerd: {default_runtime_name: nvidia}}}}}',
      good: 'runtime: {handlers: [{name: nvidia, type: nvidia}], config: {plugins: {io.containerd.cri.v1.runtime: {containerd: {default_runtime_name: nvidia}}}}}',
    },
  },
  'containerd-format-unread': {
    severity: 'error',
    message: "version {format} is not a format of containerd {version}'s own, which are: {formats}",
    hint: [{ text: 'Leave version out: one that fits is chosen then.', edit: { remove: true } }],
    doc: {
      text: "config.toml's format has had four versions. Version 1 is read to containerd 1.7, 2 from 1.3 to 1.7, 3 from 2.0 on and 4 from 2.3 on. containerd 2 would turn older formats into its own at each start; a file is written in the format that it has.",
      bad: 'runtime: {version: "2.3.4", config: {version: 2}}',
      good: 'runtime: {version: "2.3.4", config: {version: 4}}',
    },
  },
  'handler-duplicate': {
    severity: 'error',
    message: 'there is a handler "{name}" already{reason}',
    doc: {
      text: 'A RuntimeClass names its handler, so each name stands for one runtime; runc, crun and untrusted have a meaning of their own in a runtime that uses them. Only one handler can be for untrusted pods, and only one release of gVisor is installed.',
      bad: 'handlers:\n  - {name: runsc, type: gvisor}\n  - {name: runsc, type: kata}',
      good: 'handlers:\n  - {name: runsc, type: gvisor}\n  - {name: kata, type: kata}',
    },
  },
  'handler-unsupported': {
    severity: 'error',
    message: '{what} needs {need}, and this is {actual}',
    hint: ['{advice}'],
    doc: {
      text: 'Further runtimes came to each runtime at its own time: containerd 1.1 has only one for untrusted pods, CRI-O runs gVisor from 1.37 on, Docker starts Kata from 23.0 on.',
      bad: 'runtime: {version: "1.1.8", handlers: [{name: runsc, type: gvisor}]}',
      good: 'runtime: {version: "1.1.8", handlers: [{name: runsc, type: gvisor, untrusted: true}]}',
    },
  },
  'handler-setting-foreign': {
    severity: 'error',
    message: '{setting} says nothing of a handler of the type {type}',
    hint: [{ text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: 'Only gVisor is installed, so only it has a version; its program is the one that is installed.',
      bad: 'handlers: [{name: kata, type: kata, version: "20260817.0"}]',
      good: 'handlers: [{name: runsc, type: gvisor, version: "20260817.0"}]',
    },
  },
} as const satisfies Catalogue;

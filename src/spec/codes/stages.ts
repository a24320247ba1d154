import type { Catalogue } from './entry.js';

/** What is found only when a release's facts are looked up, a plan made, or a document written. */
export const stageCodes = {
  'kubernetes-unsupported': {
    severity: 'error',
    message: 'Kubernetes {version} is older than {oldest}, the oldest supported release',
    doc: {
      text: 'The facts about flags and file formats reach back to this release; before it, Bootwright cannot render anything that is known to work.',
      bad: 'kubernetes: {version: "1.5.0"}',
      good: 'kubernetes: {version: "1.36.4"}',
    },
  },
  'program-needs-newer': {
    severity: 'error',
    message: '{program} needs {what} {need} or newer, and {os} has {has}',
    hint: ['Choose another release of it, or a newer system.'],
    doc: {
      text: "A program that is linked against a newer C library, or that needs a newer kernel, exits at once on an older system. Bootwright chooses containerd's static build if there is one; it does not check a URL of your own in spec.artifacts.overrides.",
      bad: 'runtime: {version: "1.6.7"}\ntarget: {os: ubuntu-20.04}',
      good: 'runtime: {version: "1.6.39"}\ntarget: {os: ubuntu-20.04}',
    },
  },
  'os-too-old': {
    severity: 'error',
    message: '{os} is too old for {subject}: {reason}',
    hint: ['Use {suggestion}.'],
    doc: {
      text: 'A release needs a kernel, a cgroup version or a systemd that an older operating system does not have.',
      bad: 'kubernetes: {version: "1.36.4"}\ntarget: {os: ubuntu-20.04}',
      good: 'kubernetes: {version: "1.36.4"}\ntarget: {os: ubuntu-24.04}',
    },
  },
  'os-too-new': {
    severity: 'warning',
    message: '{os} boots with cgroup v2, which {subject} does not support; {need} is the first that does',
    hint: ['Use {need} or newer, or boot with the kernel parameter systemd.unified_cgroup_hierarchy=0.'],
    doc: {
      text: 'Old runtimes know only cgroup v1, and current systems boot with v2.',
      bad: 'runtime: {version: "1.2.14"}\ntarget: {os: debian-12}',
      good: 'runtime: {version: "1.2.14"}\ntarget: {os: ubuntu-18.04}',
    },
  },
  'cni-version-unread': {
    severity: 'error',
    message:
      'the plugins and the runtime do not both read CNI specification {cniVersion}: the plugins {plugins} read up to {pluginsRead}, {runtime} up to {runtimeReads}',
    hint: [
      { text: 'Leave cniVersion out: Bootwright then chooses the newest that both read.', edit: { remove: true } },
    ],
    doc: {
      text: 'A CNI conf names the specification it follows. The plugins and the runtime must both know it, or no pod gets a network.',
      bad: 'cni: {version: "0.6.0", cniVersion: "1.0.0"}',
      good: 'cni: {version: "1.9.1", cniVersion: "1.0.0"}',
    },
  },
  'proxy-mode-unsupported': {
    severity: 'error',
    message: 'the proxy mode {mode} needs {needs}',
    hint: [{ text: 'Leave mode out: Bootwright then chooses one that works.', edit: { remove: true } }],
    doc: {
      text: 'Modes come and go: nftables works without a feature gate from 1.31; userspace was removed in 1.26.',
      bad: 'kubernetes: {version: "1.21.0"}\nproxy: {mode: nftables}',
      good: 'kubernetes: {version: "1.21.0"}\nproxy: {mode: iptables}',
    },
  },
  'proxy-mode-deprecated': {
    severity: 'warning',
    message: '{mode} is deprecated; kube-proxy {version} warns about it at every start',
    hint: [
      {
        text: 'Leave mode out: Bootwright then chooses nftables, or iptables on systems too old for it.',
        edit: { remove: true },
      },
    ],
    doc: {
      text: 'ipvs has been deprecated since 1.35; upstream plans to switch it off in 1.40 and to remove it in 1.43.',
      bad: 'kubernetes: {version: "1.36.4"}\nproxy: {mode: ipvs}',
      good: 'kubernetes: {version: "1.36.4"}\nproxy: {mode: nftables}',
    },
  },
  'artifact-no-digest': {
    severity: 'error',
    message: '{artifact} {version} for {arch} cannot be verified: {reason}',
    hint: [
      'Nearest with a known digest: {known}.',
      'Upstream publishes its digest at {published}.',
      '{unpublished}: `sha256sum FILE` prints the digest of a copy that you trust.',
      'Give the digest in spec.artifacts.overrides.{artifact}.digest, or write unverified: true there.',
    ],
    doc: {
      text: 'Every download is compared with a digest that is written in the document. If Bootwright knows none, the spec gives one, or says explicitly that it does without. docs/artifacts.md says where digests are published.',
      bad: 'overrides: {containerd: {url: "https://example.com/containerd.tar.gz"}}',
      good: 'overrides: {containerd: {url: "https://example.com/containerd.tar.gz", digest: "sha256:9d68…"}}',
    },
  },
  'path-claimed-twice': {
    severity: 'error',
    message: '{owner} and {other} both write {path}',
    hint: ['Give one of them another path.'],
    doc: {
      text: 'One file cannot have two contents: which one stays would depend on the order of writing.',
      bad: 'host:\n  files:\n    - {path: /etc/motd, content: a}\n    - {path: /etc/motd, content: b}',
      good: 'host:\n  files:\n    - {path: /etc/motd, content: "ab"}',
    },
  },
  'mount-over-file': {
    severity: 'error',
    message: '{mount} is mounted over {path}, which the document writes',
    hint: [
      {
        text: 'Set spec.paths.{key}, for example to {directory}: the files go there then.',
        edit: { set: '{directory}', at: 'spec.paths.{key}' },
      },
      'You can mount over any directory in which the document writes nothing.',
    ],
    doc: {
      text: 'A mount hides whatever the document has written below it: the node would not find its own files.',
      bad: 'host:\n  files:\n    - path: /etc/systemd/system/var-lib-kubelet.mount\n      content: |\n        [Mount]\n        What=/dev/vdb\n        Where=/var/lib/kubelet',
      good: 'paths: {kubelet: /etc/kubernetes/kubelet}\nhost:\n  files:\n    - path: /etc/systemd/system/var-lib-kubelet.mount\n      content: |\n        [Mount]\n        What=/dev/vdb\n        Where=/var/lib/kubelet',
    },
  },
  'path-of-a-program': {
    severity: 'error',
    message: '{path} is where the download {artifact} installs its program',
    hint: [
      'Give the file another path.',
      'To install another program: spec.artifacts.overrides.{artifact} takes its url and digest.',
    ],
    doc: {
      text: "The install would replace the file with the program; at the next check the document's file would be missing, and the node FAILED.",
      bad: 'host:\n  files:\n    - {path: /usr/local/bin/runc, mode: "0755", content: "#!/bin/sh\\nexec crun \\"$@\\""}',
      good: 'artifacts:\n  overrides:\n    runc: {url: "https://example.com/crun", digest: "sha256:9d68…"}',
    },
  },
  'document-too-large': {
    severity: 'error',
    message: 'the document of {node} has {size} bytes, {over} more than the {limit} that {provider} accepts',
    hint: [
      'The largest parts: {parts}.',
      "kube-proxy with the kubelet's credentials takes about {saved} bytes less: proxy: {{own}}.",
    ],
    doc: {
      text: 'Providers limit user-data; AWS, for example, to 16384 bytes. Bootwright packs the document as far as the envelope allows before it reports this.',
      bad: 'host:\n  files:\n    - {path: /opt/data, content: "… 20 kB that do not compress …"}',
      good: '# fetch large files at boot from where they lie',
    },
  },
  'dns-unsupported': {
    severity: 'error',
    message: '{name} {given} is not supported: it needs {needs}',
    hint: [
      {
        text: 'Leave it out: Bootwright then chooses the one that goes with your Kubernetes release.',
        edit: { remove: true },
      },
    ],
    doc: {
      text: "The DNS server's manifest depends on its release: its image, its settings, what it may read. For a release whose manifest is not known, Bootwright would have to guess.",
      bad: 'kubernetes: {version: "1.36.4"}\naddons: {dns: {name: kube-dns}}',
      good: 'kubernetes: {version: "1.36.4"}\naddons: {dns: {name: coredns}}',
    },
  },
  'dns-setting-foreign': {
    severity: 'error',
    message: '{setting} is a setting of {owners}, but the DNS server is {name}',
    doc: {
      text: "Only CoreDNS reads a Corefile, dnsmasq's flags are for kube-dns, and with none there is nothing to set. Unless you set it, spec.addons.dns.name follows from the Kubernetes release.",
      bad: 'addons: {dns: {name: kube-dns, corefile: ".:53 {}"}}',
      good: 'addons: {dns: {name: coredns, corefile: ".:53 {}"}}',
    },
  },
} as const satisfies Catalogue;

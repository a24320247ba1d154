import type { Catalogue } from './entry.js';

/** What a release, the kubelet or kube-proxy would refuse, or would not do as the spec says. */
export const componentCodes = {
  'label-reserved': {
    severity: 'error',
    message: 'the kubelet {version} may not set the label "{key}" on its own node',
    hint: [
      'Use a key with another prefix, or one below node.kubernetes.io or kubelet.kubernetes.io.',
      'Or set it once the node has joined: kubectl label node NAME {label}',
    ],
    doc: {
      text: 'From 1.16 a kubelet refuses to start with labels below kubernetes.io and k8s.io, so that a compromised node cannot attract pods by relabeling itself. Allowed are everything below kubelet.kubernetes.io and node.kubernetes.io; kubernetes.io/hostname, os and arch; topology.kubernetes.io/zone and region; and their older beta names. Roles (node-role.kubernetes.io/…) are not allowed. The API server refuses labels below node-restriction.kubernetes.io from 1.13, whatever the kubelet does.',
      bad: 'labels: {node-role.kubernetes.io/worker: ""}',
      good: 'labels: {tier: batch}',
    },
  },
  'taint-duplicate': {
    severity: 'error',
    message: 'the taint "{key}" with the effect {effect} is in this list twice',
    hint: ['A key may appear twice only with different effects.'],
    doc: {
      text: 'Key and effect together identify a taint. The API server refuses a node with a duplicate taint, so the node would not register.',
      bad: 'taints:\n  - {key: dedicated, value: a, effect: NoSchedule}\n  - {key: dedicated, value: b, effect: NoSchedule}',
      good: 'taints:\n  - {key: dedicated, value: a, effect: NoSchedule}\n  - {key: dedicated, value: a, effect: NoExecute}',
    },
  },
  'taint-of-conditions': {
    severity: 'warning',
    message: 'the taint "{key}" does not last: the controller manager removes it once the node is healthy',
    hint: ['Use a key of your own.'],
    doc: {
      text: 'The controller manager sets and removes the taints for node conditions (not-ready, unreachable, memory-pressure and so on), whoever set them first.',
      bad: 'taints:\n  - {key: node.kubernetes.io/not-ready, effect: NoSchedule}',
      good: 'taints:\n  - {key: example.com/starting, effect: NoSchedule}',
    },
  },
  'config-field-unknown': {
    severity: 'error',
    message: '"{field}" is not a field of {kind}',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } },
      'Fields are spelled exactly as in the Kubernetes reference.',
    ],
    doc: {
      text: 'A kubelet ignores a field it does not know, with at best one line in its log: the setting would have no effect.',
      bad: 'kubelet: {config: {maxpods: 60}}',
      good: 'kubelet: {config: {maxPods: 60}}',
    },
  },
  'config-field-too-new': {
    severity: 'error',
    message: '{kind} has "{field}" only from Kubernetes {since}, and the workers run {version}',
    doc: {
      text: 'A release ignores fields that were added later: the setting would have no effect.',
      bad: 'kubernetes: {version: "1.21.0"}\nkubelet: {config: {seccompDefault: true}}',
      good: 'kubernetes: {version: "1.22.0"}\nkubelet: {config: {seccompDefault: true}}',
    },
  },
  'config-field-removed': {
    severity: 'error',
    message: '"{field}" was removed from {kind} in Kubernetes {until}, and the workers run {version}',
    doc: {
      text: 'A release ignores fields that it no longer knows: the setting would have no effect.',
      bad: 'kubernetes: {version: "1.36.4"}\nproxy: {config: {udpIdleTimeout: 250ms}}',
      good: 'kubernetes: {version: "1.36.4"}\nproxy: {config: {conntrack: {udpTimeout: 250ms}}}',
    },
  },
  'config-field-owned': {
    severity: 'warning',
    message: '"{field}" in {kind} overrides what {source} says',
    hint: ['Set it in {source}, which the rest of the documents follow.'],
    doc: {
      text: "Some values appear in several files of a node, and Bootwright keeps them equal. A value set in one component's own configuration changes that file alone.",
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}\nkubelet: {config: {clusterDNS: [10.96.0.10]}}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, dnsAddress: 10.32.0.20}',
    },
  },
  'config-header': {
    severity: 'error',
    message: '"{field}" is part of the header of {kind}, which Bootwright writes',
    hint: [{ text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: "The apiVersion and kind of a component's configuration follow from the release.",
      bad: 'kubelet: {config: {kind: KubeletConfiguration, maxPods: 60}}',
      good: 'kubelet: {config: {maxPods: 60}}',
    },
  },
  'config-value-type': {
    severity: 'error',
    message: '"{field}" in {kind} takes {wanted}, not {got}',
    hint: [{ text: 'Write {meant}.', edit: { write: '{meant}' } }],
    doc: {
      text: 'The kubelet, kube-proxy, containerd and CRI-O decode their files and flags into Go types, and exit at the first value of the wrong type. What each field and flag takes is imported from their own code, release by release.',
      bad: 'kubelet: {config: {maxPods: "60", clusterDNS: 10.32.0.10, runtimeRequestTimeout: 15}}',
      good: 'kubelet: {config: {maxPods: 60, clusterDNS: [10.32.0.10], runtimeRequestTimeout: 15s}}',
    },
  },
  'config-value-unknown': {
    severity: 'error',
    message: '"{field}" in {kind} takes one of {words}, not "{value}"',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }, 'One may be "{near}".'],
    doc: {
      text: 'Some fields and flags take one of a few words, spelled exactly so; with any other value the program exits at startup.',
      bad: 'kubelet: {config: {topologyManagerPolicy: besteffort}}',
      good: 'kubelet: {config: {topologyManagerPolicy: best-effort}}',
    },
  },
  'eviction-signal-unknown': {
    severity: 'error',
    message: 'the kubelet has no eviction signal "{signal}"; "{field}" takes {signals}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } }, 'It may be "{near}".'],
    doc: {
      text: 'A kubelet exits when it is given an eviction signal that it does not know.',
      bad: 'kubelet: {config: {evictionHard: {memory.availabel: 5%}}}',
      good: 'kubelet: {config: {evictionHard: {memory.available: 5%}}}',
    },
  },
  'config-value-range': {
    severity: 'error',
    message: '"{field}" in {kind} is {value}; it must be {range}',
    doc: {
      text: 'The kubelet, kube-proxy and CRI-O check their files at startup and exit if a number or a duration is out of range; containerd carries on without the setting. 0 often means the default.',
      bad: 'kubelet: {config: {imageGCHighThresholdPercent: 101}}',
      good: 'kubelet: {config: {imageGCHighThresholdPercent: 90}}',
    },
  },
  'config-contradiction': {
    severity: 'error',
    message: '"{field}" in {kind} {why}',
    doc: {
      text: 'Some fields are valid only together with others. The kubelet and kube-proxy check this at startup and exit if it does not hold; these are their own rules, release by release.',
      bad: 'kubelet: {config: {imageGCLowThresholdPercent: 90}}',
      good: 'kubelet: {config: {imageGCLowThresholdPercent: 70, imageGCHighThresholdPercent: 90}}',
    },
  },
  'flag-unknown': {
    severity: 'error',
    message: '{program} {version} has no flag --{flag}, and would not start',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } },
      'The flag --{owned} follows from {source}: set it there.',
    ],
    doc: {
      text: 'The kubelet and kube-proxy exit at a flag that they do not know.',
      bad: 'kubelet: {flags: {node-label: tier=batch}}',
      good: 'kubelet: {flags: {node-labels: tier=batch}}',
    },
  },
  'flag-too-new': {
    severity: 'error',
    message: '{program} {version} does not have the flag --{flag} yet (new in {since}), and would not start',
    doc: {
      text: 'The kubelet and kube-proxy exit at a flag that they do not know.',
      bad: 'kubernetes: {version: "1.21.0"}\nkubelet: {flags: {config-dir: /etc/kubelet.d}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {flags: {config-dir: /etc/kubelet.d}}',
    },
  },
  'flag-removed': {
    severity: 'error',
    message:
      '{program} {version} no longer has the flag --{flag}, and would not start; {last} was the last release with it',
    hint: ['The configuration file may have a field for it: {config}.'],
    doc: {
      text: 'Releases remove flags; a kubelet exits at a flag that it no longer knows.',
      bad: 'kubernetes: {version: "1.36.4"}\nkubelet: {flags: {container-runtime: remote}}',
      good: 'kubernetes: {version: "1.36.4"}',
    },
  },
  'flag-not-ours': {
    severity: 'error',
    message: 'Bootwright sets no flag --{flag} here, so there is none to remove',
    hint: ['To set --{flag} to an empty text, write "".'],
    doc: {
      text: 'null removes a flag that Bootwright sets, or one that the cluster sets from a single machine. A colon with nothing after it is null, too. If the setting is in a configuration file, remove the field there.',
      bad: 'kubelet: {flags: {cloud-provider: }}',
      good: 'kubelet: {flags: {cloud-provider: ""}}',
    },
  },
  'flag-not-read': {
    severity: 'error',
    message: '{program} {version} ignores the flag --{flag} when it has a configuration file',
    hint: ['It belongs in spec.proxy.config; or use flags for everything: spec.proxy.settings: flags.'],
    doc: {
      text: 'With a configuration file kube-proxy takes only its node name and its logging flags from the command line, and silently ignores every other flag.',
      bad: 'proxy: {flags: {masquerade-all: "true"}}',
      good: 'proxy: {config: {iptables: {masqueradeAll: true}}}',
    },
  },
  'flag-owned': {
    severity: 'error',
    message: 'Bootwright writes the flag --{flag} itself, from {source}',
    doc: {
      text: "These flags say where the document's own files are, or follow from other fields of the spec. A second value would make the kubelet read something else.",
      bad: 'kubelet: {flags: {config: /etc/kubelet.yaml}}',
      good: 'paths: {kubelet: /etc/kubelet}',
    },
  },
} as const satisfies Catalogue;

import type { Catalogue } from './entry.js';

/** What a release, the kubelet or kube-proxy would refuse, or would not do as the spec says. */
export const componentCodes = {
  'label-reserved': {
    severity: 'error',
    message: 'a kubelet of {version} may not give its node the label "{key}"',
    hint: [
      'Use a key with another prefix, or below node.kubernetes.io or kubelet.kubernetes.io.',
      'Or set it once the node has joined: kubectl label node NAME {label}',
    ],
    doc: {
      text: 'From 1.16 on a kubelet refuses to start with labels below kubernetes.io and k8s.io, so that a stolen node cannot attract pods by calling itself something. Allowed are everything below kubelet.kubernetes.io and node.kubernetes.io, and kubernetes.io/hostname, os and arch, topology.kubernetes.io/zone and region, and their older names with beta. Roles (node-role.kubernetes.io/…) are not. Labels below node-restriction.kubernetes.io are refused by the API server from 1.13 on, whatever the kubelet.',
      bad: 'labels: {node-role.kubernetes.io/worker: ""}',
      good: 'labels: {tier: batch}',
    },
  },
  'taint-duplicate': {
    severity: 'error',
    message: 'the taint "{key}" with the effect {effect} is in this list twice',
    hint: ['A key may come twice only with different effects.'],
    doc: {
      text: 'Key and effect together name a taint. The API server refuses a node that has one twice, so the node would not register.',
      bad: 'taints:\n  - {key: dedicated, value: a, effect: NoSchedule}\n  - {key: dedicated, value: b, effect: NoSchedule}',
      good: 'taints:\n  - {key: dedicated, value: a, effect: NoSchedule}\n  - {key: dedicated, value: a, effect: NoExecute}',
    },
  },
  'taint-of-conditions': {
    severity: 'warning',
    message: 'the taint "{key}" does not stay: the controller manager takes it away once the node is fine',
    hint: ['Use a key of your own.'],
    doc: {
      text: "The taints of a node's conditions (not-ready, unreachable, memory-pressure and so on) are set and taken away by the controller manager, whoever has set them first.",
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
      text: 'A kubelet drops a field it does not know, with one line in its log at best: what the field says would have no effect.',
      bad: 'kubelet: {config: {maxpods: 60}}',
      good: 'kubelet: {config: {maxPods: 60}}',
    },
  },
  'config-field-too-new': {
    severity: 'error',
    message: '"{field}" is a field of {kind} from Kubernetes {since} on, and the workers run {version}',
    doc: {
      text: 'A release drops a field that came later: what it says would have no effect.',
      bad: 'kubernetes: {version: "1.21.0"}\nkubelet: {config: {seccompDefault: true}}',
      good: 'kubernetes: {version: "1.22.0"}\nkubelet: {config: {seccompDefault: true}}',
    },
  },
  'config-field-removed': {
    severity: 'error',
    message: '"{field}" is gone from {kind} since Kubernetes {until}, and the workers run {version}',
    doc: {
      text: 'A release drops a field that it no longer knows: what it says would have no effect.',
      bad: 'kubernetes: {version: "1.36.4"}\nproxy: {config: {udpIdleTimeout: 250ms}}',
      good: 'kubernetes: {version: "1.36.4"}\nproxy: {config: {conntrack: {udpTimeout: 250ms}}}',
    },
  },
  'config-field-owned': {
    severity: 'warning',
    message: '"{field}" in {kind} overrides what {source} says',
    hint: ['Say it in {source}, where the rest of the documents follow it.'],
    doc: {
      text: "Some values appear in several files of a node, and Bootwright keeps them equal. A value set in one component's own configuration changes that file alone.",
      bad: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}\nkubelet: {config: {clusterDNS: [10.96.0.10]}}',
      good: 'network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24, dnsAddress: 10.32.0.20}',
    },
  },
  'config-header': {
    severity: 'error',
    message: '"{field}" is the header of {kind}, which is written by itself',
    hint: [{ text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: "apiVersion and kind of a component's configuration follow from the release.",
      bad: 'kubelet: {config: {kind: KubeletConfiguration, maxPods: 60}}',
      good: 'kubelet: {config: {maxPods: 60}}',
    },
  },
  'config-value-type': {
    severity: 'error',
    message: '"{field}" in {kind} takes {wanted}, not {got}',
    hint: [{ text: 'Write {meant}.', edit: { write: '{meant}' } }],
    doc: {
      text: "The kubelet, kube-proxy, containerd and CRI-O decode their files and flags into Go's types and end at the first value of another one. What each field and flag takes is imported from their own code, release by release.",
      bad: 'kubelet: {config: {maxPods: "60", clusterDNS: 10.32.0.10, runtimeRequestTimeout: 15}}',
      good: 'kubelet: {config: {maxPods: 60, clusterDNS: [10.32.0.10], runtimeRequestTimeout: 15s}}',
    },
  },
  'config-value-unknown': {
    severity: 'error',
    message: '"{field}" in {kind} takes one of {words}, not "{value}"',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }, 'One may be "{near}".'],
    doc: {
      text: 'Some fields and flags take one of a few words, in just this spelling; with another one the program ends when it starts.',
      bad: 'kubelet: {config: {topologyManagerPolicy: besteffort}}',
      good: 'kubelet: {config: {topologyManagerPolicy: best-effort}}',
    },
  },
  'eviction-signal-unknown': {
    severity: 'error',
    message: 'the kubelet watches no signal "{signal}"; "{field}" takes {signals}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } }, 'It may be "{near}".'],
    doc: {
      text: 'A kubelet ends when it is told to evict pods by a signal that it does not know.',
      bad: 'kubelet: {config: {evictionHard: {memory.availabel: 5%}}}',
      good: 'kubelet: {config: {evictionHard: {memory.available: 5%}}}',
    },
  },
  'config-value-range': {
    severity: 'error',
    message: '"{field}" in {kind} is {value}; it must be {range}',
    doc: {
      text: 'The kubelet, kube-proxy and CRI-O check their files when they start, and end where a number or a duration is out of its range; containerd goes on without it. 0 often stands for the default.',
      bad: 'kubelet: {config: {imageGCHighThresholdPercent: 101}}',
      good: 'kubelet: {config: {imageGCHighThresholdPercent: 90}}',
    },
  },
  'config-contradiction': {
    severity: 'error',
    message: '"{field}" in {kind} {why}',
    doc: {
      text: 'Some fields hold only together with others. The kubelet and kube-proxy check this when they start, and end where it does not; these are their own rules, release by release.',
      bad: 'kubelet: {config: {imageGCLowThresholdPercent: 90}}',
      good: 'kubelet: {config: {imageGCLowThresholdPercent: 70, imageGCHighThresholdPercent: 90}}',
    },
  },
  'flag-unknown': {
    severity: 'error',
    message: '{program} {version} has no flag --{flag}, and would not start',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } },
      'The flag --{owned} follows from {source}: say it there.',
    ],
    doc: {
      text: 'A kubelet exits at a flag that it does not know, and kube-proxy does the same.',
      bad: 'kubelet: {flags: {node-label: tier=batch}}',
      good: 'kubelet: {flags: {node-labels: tier=batch}}',
    },
  },
  'flag-too-new': {
    severity: 'error',
    message: '{program} {version} has no flag --{flag} yet, which came with {since}, and would not start',
    doc: {
      text: 'A kubelet exits at a flag that it does not know, and kube-proxy does the same.',
      bad: 'kubernetes: {version: "1.21.0"}\nkubelet: {flags: {config-dir: /etc/kubelet.d}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {flags: {config-dir: /etc/kubelet.d}}',
    },
  },
  'flag-removed': {
    severity: 'error',
    message:
      '{program} {version} no longer has the flag --{flag}, and would not start; {last} was the last that took it',
    hint: ['Look for a field of the configuration file that says the same: {config}.'],
    doc: {
      text: 'Flags are removed release by release; a kubelet exits at a flag that it no longer knows.',
      bad: 'kubernetes: {version: "1.36.4"}\nkubelet: {flags: {container-runtime: remote}}',
      good: 'kubernetes: {version: "1.36.4"}',
    },
  },
  'flag-not-ours': {
    severity: 'error',
    message: 'there is no flag --{flag} of ours to take away',
    hint: ['If --{flag} is to get an empty text, write "".'],
    doc: {
      text: 'null takes away a flag that Bootwright sets, or one that the cluster sets from a single machine. Nothing at all after the colon is null too. Where the settings stand in a configuration file, take the field away there.',
      bad: 'kubelet: {flags: {cloud-provider: }}',
      good: 'kubelet: {flags: {cloud-provider: ""}}',
    },
  },
  'flag-not-read': {
    severity: 'error',
    message: '{program} {version} does not read the flag --{flag} beside its configuration file',
    hint: ['Say it in spec.proxy.config, or all settings as flags: spec.proxy.settings: flags.'],
    doc: {
      text: 'With a configuration file kube-proxy takes only its node name and what is about its log from the command line, and drops every other flag without a word.',
      bad: 'proxy: {flags: {masquerade-all: "true"}}',
      good: 'proxy: {config: {iptables: {masqueradeAll: true}}}',
    },
  },
  'flag-owned': {
    severity: 'error',
    message: 'the flag --{flag} is written by Bootwright itself, from {source}',
    doc: {
      text: 'These flags say where the files lie that the document itself writes, or follow from other fields of the spec. A second value would make the kubelet read something else.',
      bad: 'kubelet: {flags: {config: /etc/kubelet.yaml}}',
      good: 'paths: {kubelet: /etc/kubelet}',
    },
  },
} as const satisfies Catalogue;

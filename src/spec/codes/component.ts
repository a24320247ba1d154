import type { Catalogue } from './entry.js';

/** What a release, the kubelet or kube-proxy would refuse, or would not do as the spec says. */
export const componentCodes = {
  'kubelet-newer-than-control-plane': {
    severity: 'error',
    message: "the workers would run Kubernetes {version}, newer than the API server's {controlPlane}",
    hint: [
      {
        text: 'Update the control plane first, or set spec.kubernetes.version to {controlPlane}.',
        edit: { set: '{controlPlane}', at: 'spec.kubernetes.version' },
      },
    ],
    doc: {
      text: "A kubelet is never newer than the API server it talks to, not by one minor release. Patch releases do not matter. See Kubernetes' version skew policy.",
      bad: 'kubernetes: {version: "1.36.4"}\ncontrolPlane: {endpoint: "https://10.240.0.10:6443", version: "1.35.8"}',
      good: 'kubernetes: {version: "1.35.8"}\ncontrolPlane: {endpoint: "https://10.240.0.10:6443", version: "1.35.8"}',
    },
  },
  'kubelet-too-old': {
    severity: 'error',
    message:
      "Kubernetes {version} on the workers is {behind} minor releases older than the API server's {controlPlane}; {allowed} are supported",
    hint: ['Use {oldest} or newer.'],
    doc: {
      text: "A kubelet may be up to three minor releases older than the API server, up to two where the kubelet is older than 1.25. See Kubernetes' version skew policy.",
      bad: 'kubernetes: {version: "1.31.0"}\ncontrolPlane: {endpoint: "https://10.240.0.10:6443", version: "1.36.4"}',
      good: 'kubernetes: {version: "1.33.13"}\ncontrolPlane: {endpoint: "https://10.240.0.10:6443", version: "1.36.4"}',
    },
  },
  'kubernetes-newer-than-known': {
    severity: 'warning',
    message: 'Kubernetes {version} is newer than {newest}, the newest release whose facts are known here',
    hint: ['It is treated like {newest}. Look for a newer Bootwright.'],
    doc: {
      text: 'Flags come and go with releases. For a release that this program has no facts about, those of the newest known one are used, which mostly works and is not certain to.',
      bad: 'kubernetes: {version: "1.99.0"}',
      good: 'kubernetes: {version: "1.36.4"}',
    },
  },
  'release-unsupported': {
    severity: 'warning',
    message: '{program} {version} gets no more fixes: upstream support ended on {until}',
    hint: ['Supported upstream: {supported}.'],
    doc: {
      text: 'A line that has come to its end gets no more fixes, not even for holes in its security. The dates stand in src/eras/support.ts, with the day on which they were written down; no clock is asked, so ends after that day are not told.',
      bad: 'kubernetes: {version: "1.31.14"}',
      good: 'kubernetes: {version: "1.36.4"}',
    },
  },
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
      text: "The kubelet and kube-proxy decode their files into Go's types and end at the first value of another one. What each field holds is imported from Kubernetes' own modules, release by release.",
      bad: 'kubelet: {config: {maxPods: "60", clusterDNS: 10.32.0.10, runtimeRequestTimeout: 15}}',
      good: 'kubelet: {config: {maxPods: 60, clusterDNS: [10.32.0.10], runtimeRequestTimeout: 15s}}',
    },
  },
  'config-value-unknown': {
    severity: 'error',
    message: '"{field}" in {kind} takes one of {words}, not "{value}"',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }],
    doc: {
      text: 'Some fields take one of a few words, in just this spelling; with another one the program ends when it starts.',
      bad: 'kubelet: {config: {topologyManagerPolicy: besteffort}}',
      good: 'kubelet: {config: {topologyManagerPolicy: best-effort}}',
    },
  },
  'eviction-signal-unknown': {
    severity: 'error',
    message: 'the kubelet watches no signal "{signal}"; "{field}" takes {signals}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } }],
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
      text: 'The kubelet and kube-proxy check their files when they start, and end where a number or a duration is out of its range. 0 often stands for the default.',
      bad: 'kubelet: {config: {imageGCHighThresholdPercent: 101}}',
      good: 'kubelet: {config: {imageGCHighThresholdPercent: 90}}',
    },
  },
  'config-needs-gate': {
    severity: 'error',
    message: '"{field}" in {kind} needs the feature gate {gate}, which is off in {program} {version}',
    hint: [{ text: 'Add featureGates: {{switch}: true}.', edit: { set: true, at: '{place}.{switch}' } }],
    doc: {
      text: 'A field of a feature that is still off by default is refused until its feature gate is on, in the same file or by the flag.',
      bad: 'kubernetes: {version: "1.28.0"}\nkubelet: {config: {memorySwap: {swapBehavior: LimitedSwap}, featureGates: {NodeSwap: false}}}',
      good: 'kubernetes: {version: "1.28.0"}\nkubelet: {config: {memorySwap: {swapBehavior: LimitedSwap}, featureGates: {NodeSwap: true}}}',
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
  'feature-gate-unknown': {
    severity: 'error',
    message: '{program} {version} knows no feature gate "{gate}", and would not start',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } }, 'It may be "{near}".'],
    doc: {
      text: "A program ends when it is told a feature gate that it does not know. Which gates each release has is imported from Kubernetes' own modules.",
      bad: 'kubelet: {config: {featureGates: {InPlacePodVerticalScalling: true}}}',
      good: 'kubelet: {config: {featureGates: {InPlacePodVerticalScaling: true}}}',
    },
  },
  'feature-gate-too-new': {
    severity: 'error',
    message:
      'the feature gate "{gate}" came with Kubernetes {since}; {program} {version} does not know it, and would not start',
    doc: {
      text: 'A program ends when it is told a feature gate that it does not know.',
      bad: 'kubernetes: {version: "1.28.0"}\nkubelet: {config: {featureGates: {NodeLogQuery: true, ImageVolume: true}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {ImageVolume: true}}}',
    },
  },
  'feature-gate-removed': {
    severity: 'error',
    message:
      'the feature gate "{gate}" is gone since Kubernetes {until}; {program} {version} does not know it, and would not start',
    hint: [{ text: 'Leave it out: what it switched was {ended} by default when it went.', edit: { remove: true } }],
    doc: {
      text: 'A gate goes some releases after its feature became stable, or was given up. A program ends when it is told a gate that it does not know.',
      bad: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {CSIMigration: true}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {maxPods: 60}}',
    },
  },
  'feature-gate-locked': {
    severity: 'error',
    message: '{program} {version} takes no value but {value} for the feature gate "{gate}", and would not start',
    hint: [{ text: 'Leave it out: it is locked since {since}.', edit: { remove: true } }],
    doc: {
      text: 'A feature that has become stable can no longer be switched off: its gate is locked until it goes.',
      bad: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {NodeSwap: false}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {memorySwap: {swapBehavior: NoSwap}}}',
    },
  },
  'feature-gate-needs': {
    severity: 'error',
    message: 'the feature gate "{gate}" is on and needs "{needs}", which is off: {program} {version} would not start',
    hint: [{ text: 'Set {needs}: true, or {gate}: false.', edit: { set: true, at: '{place}.{needs}' } }],
    doc: {
      text: 'From 1.35 on features say which others they stand on, and a program ends where one is on and what it needs is off.',
      bad: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {GracefulNodeShutdown: false}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {GracefulNodeShutdown: false, GracefulNodeShutdownBasedOnPodPriority: false}}}',
    },
  },
  'feature-gate-malformed': {
    severity: 'error',
    message: '"{pair}" says nothing that {program} takes for a feature gate, and it would not start',
    hint: ['Write NAME=true or NAME=false, with commas between several.'],
    doc: {
      text: 'The flag feature-gates is a list of NAME=true and NAME=false.',
      bad: 'kubelet: {flags: {feature-gates: ImageVolume}}',
      good: 'kubelet: {flags: {feature-gates: ImageVolume=true}}',
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
    hint: ['For a flag without a value write --{flag} as an empty text: "".'],
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
  'settings-file-too-new': {
    severity: 'error',
    message: '{program} {version} reads no configuration file; {since} is the first that does',
    hint: [{ text: 'Leave settings out: they are flags then.', edit: { remove: true } }],
    doc: {
      text: 'Up to 1.9 the kubelet has no --config, and everything it must know stands on its command line. kube-proxy is treated alike.',
      bad: 'kubernetes: {version: "1.8.0"}\nkubelet: {settings: file}',
      good: 'kubernetes: {version: "1.8.0"}\nkubelet: {settings: flags}',
    },
  },
  'config-without-file': {
    severity: 'error',
    message: '"{field}" has no {kind} to stand in: the settings are flags here',
    hint: [
      'Say it in {place}.',
      {
        text: 'Or have a file: spec.{key}.settings: file.',
        when: 'file',
        edit: { set: 'file', at: 'spec.{key}.settings' },
      },
    ],
    doc: {
      text: 'With settings: flags, the default before 1.10, no configuration file is written: its fields would have no effect.',
      bad: 'kubernetes: {version: "1.9.11"}\nkubelet: {config: {maxPods: 60}}',
      good: 'kubernetes: {version: "1.9.11"}\nkubelet: {flags: {max-pods: "60"}}',
    },
  },
  'unit-unknown': {
    severity: 'error',
    message: 'no unit "{unit}" is written for this cluster',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } }, 'There are: {known}.'],
    doc: {
      text: "Settings are laid over the unit files that the documents write. The machine's own units, and Bootwright's, are not among them.",
      bad: 'units: {kublet: {Service: {RestartSec: "15"}}}',
      good: 'units: {kubelet: {Service: {RestartSec: "15"}}}',
    },
  },
  'unit-setting-owned': {
    severity: 'error',
    message: 'ExecStart of {unit} is made from the rest of the spec: its program and its flags',
    hint: ['Flags have places of their own, as spec.kubelet.flags; ExecStartPre and ExecStartPost are free.'],
    doc: {
      text: 'A second ExecStart would drop every flag that the spec leads to, and be checked by nobody.',
      bad: 'units: {kubelet: {Service: {ExecStart: "/usr/local/bin/kubelet --v=4"}}}',
      good: 'kubelet: {flags: {v: "4"}}',
    },
  },
  'proxy-without-rights': {
    severity: 'warning',
    message: "with the kubelet's credentials kube-proxy may not list endpoints until you grant it",
    hint: [
      {
        text: 'Apply cluster/rbac.yaml, which is rendered beside the documents, or leave credentials out.',
        edit: { remove: true },
      },
    ],
    doc: {
      text: 'The role of a node allows Services, but neither Endpoints nor EndpointSlices: kube-proxy would carry no traffic. system:node-proxier has what it needs, and cluster/rbac.yaml binds it. Bound to all nodes it lets each of them read the addresses of all pods.',
      bad: 'proxy: {credentials: kubelet}',
      good: 'proxy: {credentials: own}',
    },
  },
  'endpoint-insecure': {
    severity: 'warning',
    message: 'over plain http, {endpoint} takes everybody on the machine for an administrator of the cluster',
    hint: [
      { text: 'Use https, as https://localhost:6443.', edit: { set: 'https://localhost:6443' } },
      'The last API server with such a port was {last}.',
    ],
    doc: {
      text: 'The insecure port of old API servers asks nobody who they are: each program on the machine can do everything. It went with 1.20. Certificates are not looked at there, so the kubeconfig names no CA.',
      bad: 'workers:\n  - {name: master-0, podCIDR: 10.200.0.0/24, endpoint: "http://localhost:8080"}',
      good: 'workers:\n  - {name: master-0, podCIDR: 10.200.0.0/24, endpoint: "https://localhost:6443"}',
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
  'subject-not-node': {
    severity: 'warning',
    message: 'with {field} "{value}" in its subject a kubelet is not a node for the API server\'s Node authorizer',
    hint: [
      {
        text: 'Leave {field} out: it is {good} then. Otherwise grant the rights by RBAC.',
        when: 'needless',
        edit: { remove: true },
      },
      {
        text: 'A name that is found at boot cannot stand in it: grant the rights by cluster/rbac.yaml.',
        when: 'needed',
      },
    ],
    doc: {
      text: 'The Node authorizer and the NodeRestriction admission plugin know a kubelet by CN system:node:NAME and O system:nodes. Every other subject has no rights until somebody grants them, and then usually too many.',
      bad: 'credentials: {kubeletSubject: {CN: kubelet}}',
      good: 'credentials: {kubeletSubject: {C: DE}}',
    },
  },
  'artifact-unverified': {
    severity: 'warning',
    message: '{artifact} is installed without a check of its digest',
    hint: ['Give its digest beside it: digest: "sha256:…".'],
    doc: {
      text: 'Whoever controls the server, or the way to it, decides what runs as root on the node.',
      bad: 'overrides: {containerd: {unverified: true}}',
      good: 'overrides: {containerd: {digest: "sha256:9d68969855fbf676cdb8ed758e420fb048d61f984f61de3e53eddfebe484d168"}}',
    },
  },
} as const satisfies Catalogue;

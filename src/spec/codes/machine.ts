import type { Catalogue } from './entry.js';

/** What the machine's own programs, its shell and systemd, would refuse. */
export const machineCodes = {
  'shell-malformed': {
    severity: 'error',
    message: 'the shell cannot read this script: {reason} in line {line} of it',
    doc: {
      text: 'Bash parses a script as it runs it, and stops at what it cannot parse: on the machine the step would fail, minutes after the machine was created. onReady and onFailed are read as bash; files and parts are if their first line names sh, dash or bash.',
      bad: 'firstBoot: {onReady: "if true; then echo up"}',
      good: 'firstBoot: {onReady: "if true; then echo up; fi"}',
    },
  },
  'unit-section-unknown': {
    severity: 'error',
    message: 'systemd has no section [{section}] in a {kind} unit',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } },
      'It may be "{near}".',
      'Known sections: {known}; a name of your own begins with X-.',
    ],
    doc: {
      text: 'systemd warns about a section that it does not know, and ignores everything in it.',
      bad: 'units: {kubelet: {Servce: {RestartSec: "15"}}}',
      good: 'units: {kubelet: {Service: {RestartSec: "15"}}}',
    },
  },
  'unit-setting-unknown': {
    severity: 'error',
    message: 'systemd has no setting {setting} in the section [{section}]',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } },
      'It may be "{near}".',
      'It belongs in [{other}].',
    ],
    doc: {
      text: 'systemd warns about a setting that it does not know, and ignores it. The names are those that systemd 252 and 262 themselves print. What begins with X- is yours.',
      bad: 'units: {kubelet: {Service: {RestrtSec: "15"}}}',
      good: 'units: {kubelet: {Service: {RestartSec: "15"}}}',
    },
  },
  'unit-setting-too-new': {
    severity: 'warning',
    message: '{setting} came with systemd {since}; {os} may have {version}, which ignores it',
    doc: {
      text: 'systemd warns about a setting that it does not know, and ignores it. The version given for a system is the oldest that its images have.',
      bad: 'target: {os: debian-11}\nunits: {kubelet: {Service: {RestartSteps: "5"}}}',
      good: 'target: {os: debian-13}\nunits: {kubelet: {Service: {RestartSteps: "5"}}}',
    },
  },
  'unit-value-unread': {
    severity: 'error',
    message: '{setting} takes {wanted}, not "{value}"',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }, 'It may be "{near}".'],
    doc: {
      text: 'systemd warns about a value that it cannot read, and behaves as if the setting were not there.',
      bad: 'units: {kubelet: {Service: {Restart: onfailure}}}',
      good: 'units: {kubelet: {Service: {Restart: on-failure}}}',
    },
  },
  'file-not-brought': {
    severity: 'warning',
    message: '{setting} names {file}, but nothing in the document provides {what}',
    hint: [
      { text: 'Write it with host.files, unless the image has it.', when: 'text' },
      {
        text: "Its programs must be in the image or come with a part of your own (target.parts); Kubernetes' own programs do not count.",
        when: 'programs',
      },
    ],
    doc: {
      text: 'The kubelet, kube-proxy and containerd read such files at startup, and exit if one is missing. Files come from host.files and from the files of a worker or pool; certificates and downloads come by themselves; parts of your own and unit settings are trusted if they name the path. Bootwright cannot know what the image has, so this is a warning; everything below /usr (except /usr/local), /etc/ssl and /etc/pki is assumed to be there.',
      bad: 'kubelet: {config: {authentication: {x509: {clientCAFile: /etc/kubernetes/other-ca.pem}}}}',
      good: 'kubelet: {config: {authentication: {x509: {clientCAFile: /etc/kubernetes/other-ca.pem}}}}\nhost: {files: [{path: /etc/kubernetes/other-ca.pem, content: "-----BEGIN CERTIFICATE-----…"}]}',
    },
  },
  'sysctl-contradicts': {
    severity: 'error',
    message: 'with {key} = {value} {why}; it must be {needed}',
    hint: [{ text: 'Leave it out, or set it to {needed}.', edit: { set: '{needed}' } }],
    doc: {
      text: "A node forwards its pods' packets, and its bridge passes them to the packet filter, which is where Services are implemented. host.sysctls overrides what Bootwright writes, so it can break that.",
      bad: 'host: {sysctls: {net.ipv4.ip_forward: "0"}}',
      good: 'host: {sysctls: {net.ipv4.ip_forward: "1"}}',
    },
  },
  'reserve-not-in-slice': {
    severity: 'error',
    message: '{cgroup} is not a top-level slice, so nothing creates it: the kubelet would not start',
    hint: [{ text: 'Write {slice}.', edit: { set: '{slice}' } }],
    doc: {
      text: 'The kubelet does not create the cgroups that it enforces reserves on. Bootwright writes a slice unit for each, and runs the kubelet and the runtime in kubeReservedCgroup. A top-level slice, /NAME.slice without a hyphen, has one path in both versions of cgroups and for both cgroup drivers; deeper ones lack controllers that the kubelet asks for.',
      bad: 'kubelet: {config: {enforceNodeAllocatable: [pods, kube-reserved], kubeReserved: {memory: 1Gi}, kubeReservedCgroup: /runtime/kube}}',
      good: 'kubelet: {config: {enforceNodeAllocatable: [pods, kube-reserved], kubeReserved: {memory: 1Gi}, kubeReservedCgroup: /kube.slice}}',
    },
  },
  'reserve-empty': {
    severity: 'error',
    message: '{reserve} is enforced, but nothing is reserved: the kubelet would not start',
    hint: [{ text: 'Set {place} to what it needs, for example {wanted}.', edit: { set: '{wanted}', at: '{place}' } }],
    doc: {
      text: 'enforceNodeAllocatable with kube-reserved or system-reserved limits a cgroup to the amounts of kubeReserved or systemReserved. Without any, the kubelet says that the cgroup is not configured properly, and exits. kubelet.reserved: auto is one way to set kubeReserved.',
      bad: 'kubelet: {config: {enforceNodeAllocatable: [pods, kube-reserved], kubeReservedCgroup: /kube.slice}}',
      good: 'kubelet: {config: {enforceNodeAllocatable: [pods, kube-reserved], kubeReservedCgroup: /kube.slice, kubeReserved: {memory: 1Gi}}}',
    },
  },
  'cpus-not-reserved': {
    severity: 'error',
    message: 'cpuManagerPolicy is static, but no CPU is reserved for the system: the kubelet would not start',
    hint: [
      {
        text: 'Set {place} to {wanted} or more; or name the CPUs in reservedSystemCPUs.',
        edit: { set: '{wanted}', at: '{place}' },
      },
    ],
    doc: {
      text: 'The static policy gives whole CPUs to single pods. So that some are left for everything else, it requires systemReserved.cpu plus kubeReserved.cpu to be more than 0, or reservedSystemCPUs. The kubelet notices this only once it runs, not when it reads its file, and exits.',
      bad: 'kubelet: {config: {cpuManagerPolicy: static}}',
      good: 'kubelet: {config: {cpuManagerPolicy: static, systemReserved: {cpu: 500m}}}',
    },
  },
  'memory-not-reserved': {
    severity: 'error',
    message:
      'memoryManagerPolicy is Static, and reservedMemory reserves {has} where kubeReserved, systemReserved and evictionHard add up to {needed}: the kubelet would not start',
    hint: ['The two must be equal: with one NUMA node, reservedMemory: [{numaNode: 0, limits: {memory: {needed}}}].'],
    doc: {
      text: 'The Static policy gives pods memory of single NUMA nodes, and needs to know where the reserved memory is: the sum of reservedMemory must equal kubeReserved plus systemReserved plus the hard eviction threshold, which is 100Mi unless evictionHard says otherwise.',
      bad: 'kubelet: {config: {memoryManagerPolicy: Static, systemReserved: {memory: 924Mi}}}',
      good: 'kubelet: {config: {memoryManagerPolicy: Static, systemReserved: {memory: 924Mi}, reservedMemory: [{numaNode: 0, limits: {memory: 1024Mi}}]}}',
    },
  },
  'swap-not-made': {
    severity: 'warning',
    message: 'swapBehavior {behavior} has no effect unless the image has swap: nothing in the document makes any',
    hint: [
      {
        text: 'Set spec.host.swap.size (in MiB), for example 2048, unless the image has swap.',
        edit: { set: 2048, at: 'spec.host.swap.size' },
      },
    ],
    doc: {
      text: 'failSwapOn: false leaves the swap of an image on, and swapBehavior says what pods get of it. Few cloud images have any. host.swap makes a swap file, and sets both fields itself.',
      bad: 'kubelet: {config: {failSwapOn: false, memorySwap: {swapBehavior: LimitedSwap}}}',
      good: 'host: {swap: {size: 2048}}',
    },
  },
  'swap-refused': {
    severity: 'error',
    message: '{setting} makes the kubelet refuse the swap that spec.host.swap makes: it would not start',
    hint: [{ text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: 'A kubelet does not start on a machine with swap unless failSwapOn is false, which host.swap sets by itself.',
      bad: 'host: {swap: {size: 2048}}\nkubelet: {config: {failSwapOn: true}}',
      good: 'host: {swap: {size: 2048}}',
    },
  },
  'swap-off': {
    severity: 'warning',
    message: 'swapBehavior {behavior} has no effect: swap is switched off on the machine unless failSwapOn is false',
    hint: [
      { text: 'Leave {said} out.', edit: { remove: true, at: '{said}' } },
      {
        text: 'Set {swap} (in MiB), for example 2048: it makes a swap file and sets failSwapOn.',
        edit: { set: 2048, at: '{swap}' },
      },
    ],
    doc: {
      text: 'A kubelet refuses to start on a machine with swap unless failSwapOn is false, so otherwise the install switches swap off for good. Pods would then have no swap to use. host.swap makes some, and sets failSwapOn and swapBehavior itself.',
      bad: 'kubelet: {config: {memorySwap: {swapBehavior: LimitedSwap}}}',
      good: 'host: {swap: {size: 2048}}',
    },
  },
} as const satisfies Catalogue;

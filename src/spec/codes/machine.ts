import type { Catalogue } from './entry.js';

/** What the machine's own programs, its shell and systemd, would refuse. */
export const machineCodes = {
  'shell-malformed': {
    severity: 'error',
    message: 'the shell cannot read this script: {reason} in its line {line}',
    doc: {
      text: 'Bash reads a script before it runs it, and stops at what it cannot read: on the machine the step would fail, minutes after the machine was made. onReady and onFailed are read as bash; files and parts are where their first line names sh, dash or bash.',
      bad: 'firstBoot: {onReady: "if true; then echo up"}',
      good: 'firstBoot: {onReady: "if true; then echo up; fi"}',
    },
  },
  'unit-section-unknown': {
    severity: 'error',
    message: 'systemd reads no section [{section}] in a {kind} unit',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } },
      'It may be "{near}".',
      'There are {known}; a name of your own begins with X-.',
    ],
    doc: {
      text: 'systemd warns of a section that it does not know, and goes on without all that stands in it.',
      bad: 'units: {kubelet: {Servce: {RestartSec: "15"}}}',
      good: 'units: {kubelet: {Service: {RestartSec: "15"}}}',
    },
  },
  'unit-setting-unknown': {
    severity: 'error',
    message: 'systemd knows no setting {setting} in the section [{section}]',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } },
      'It may be "{near}".',
      'It is read in [{other}].',
    ],
    doc: {
      text: 'systemd warns of a setting that it does not know, and goes on without it: what it says would have no effect. The names are those that systemd 252 and 262 print themselves. What begins with X- is yours.',
      bad: 'units: {kubelet: {Service: {RestrtSec: "15"}}}',
      good: 'units: {kubelet: {Service: {RestartSec: "15"}}}',
    },
  },
  'unit-setting-too-new': {
    severity: 'warning',
    message: '{setting} came with systemd {since}, and {os} may have {version}, which goes on without it',
    doc: {
      text: "systemd warns of a setting that it does not know, and goes on without it. A system's version here is the oldest that its images have.",
      bad: 'target: {os: debian-11}\nunits: {kubelet: {Service: {RestartSteps: "5"}}}',
      good: 'target: {os: debian-13}\nunits: {kubelet: {Service: {RestartSteps: "5"}}}',
    },
  },
  'unit-value-unread': {
    severity: 'error',
    message: '{setting} takes {wanted}, not "{value}"',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }, 'It may be "{near}".'],
    doc: {
      text: 'systemd warns of a value that it cannot read, and goes on as if the setting were not there.',
      bad: 'units: {kubelet: {Service: {Restart: onfailure}}}',
      good: 'units: {kubelet: {Service: {Restart: on-failure}}}',
    },
  },
  'file-not-brought': {
    severity: 'warning',
    message: '{setting} names {file}, and nothing in the document brings {what}',
    hint: [
      { text: 'Write it by host.files, unless the image has it.', when: 'text' },
      {
        text: "Its programs must be in the image, or come by a part of your own (target.parts): Kubernetes' own are not meant.",
        when: 'programs',
      },
    ],
    doc: {
      text: 'The kubelet, kube-proxy and containerd read such files when they start, and end where one is missing. Files come by host.files and the files of a worker or pool, certificates and downloads by themselves; parts of your own and the settings of units are believed where they name the path. What the image has cannot be known, so this is a warning; below /usr, but for /usr/local, /etc/ssl and /etc/pki all is taken to be there.',
      bad: 'kubelet: {config: {authentication: {x509: {clientCAFile: /etc/kubernetes/other-ca.pem}}}}',
      good: 'kubelet: {config: {authentication: {x509: {clientCAFile: /etc/kubernetes/other-ca.pem}}}}\nhost: {files: [{path: /etc/kubernetes/other-ca.pem, content: "-----BEGIN CERTIFICATE-----…"}]}',
    },
  },
  'sysctl-contradicts': {
    severity: 'error',
    message: 'with {key} = {value} {why}; it must be {needed}',
    hint: [{ text: 'Leave it out, or set it to {needed}.', edit: { set: '{needed}' } }],
    doc: {
      text: 'A node forwards the packets of its pods, and a bridge shows them to the packet filter, where Services are made. What the spec says in host.sysctls goes over what Bootwright writes, so it can take that away.',
      bad: 'host: {sysctls: {net.ipv4.ip_forward: "0"}}',
      good: 'host: {sysctls: {net.ipv4.ip_forward: "1"}}',
    },
  },
  'cpus-not-reserved': {
    severity: 'error',
    message: 'cpuManagerPolicy is static, and no processor is set aside for the system: the kubelet would not start',
    hint: [
      {
        text: 'Set {place} to {wanted}, or more; reservedSystemCPUs names the processors.',
        edit: { set: '{wanted}', at: '{place}' },
      },
    ],
    doc: {
      text: 'The policy static gives whole processors to single pods. So that some are left for everything else it wants systemReserved.cpu and kubeReserved.cpu together to be more than 0, or reservedSystemCPUs. The kubelet finds this once it runs, not when it reads its file, and ends.',
      bad: 'kubelet: {config: {cpuManagerPolicy: static}}',
      good: 'kubelet: {config: {cpuManagerPolicy: static, systemReserved: {cpu: 500m}}}',
    },
  },
  'memory-not-reserved': {
    severity: 'error',
    message:
      'memoryManagerPolicy is Static, and reservedMemory sets aside {has} where kubeReserved, systemReserved and evictionHard set aside {needed}: the kubelet would not start',
    hint: ['The two must be equal: with one NUMA node, reservedMemory: [{numaNode: 0, limits: {memory: {needed}}}].'],
    doc: {
      text: 'The policy Static gives memory of single NUMA nodes to pods, and wants to know on which of them the reserved memory is: the sum of reservedMemory is that of kubeReserved, systemReserved and the hard eviction threshold, which is 100Mi where evictionHard says nothing.',
      bad: 'kubelet: {config: {memoryManagerPolicy: Static, systemReserved: {memory: 924Mi}}}',
      good: 'kubelet: {config: {memoryManagerPolicy: Static, systemReserved: {memory: 924Mi}, reservedMemory: [{numaNode: 0, limits: {memory: 1024Mi}}]}}',
    },
  },
  'swap-off': {
    severity: 'warning',
    message: 'swapBehavior {behavior} has no effect: swap is switched off on the machine unless failSwapOn is false',
    hint: [
      { text: 'Set {field} to false.', edit: { set: false, at: '{field}' } },
      { text: 'Set {flag} to "false".', edit: { set: 'false', at: '{flag}' } },
    ],
    doc: {
      text: 'A kubelet does not start beside swap unless failSwapOn is false, so swap is switched off for good on machines where it is not. There is none then that pods could use.',
      bad: 'kubelet: {config: {memorySwap: {swapBehavior: LimitedSwap}}}',
      good: 'kubelet: {config: {failSwapOn: false, memorySwap: {swapBehavior: LimitedSwap}}}',
    },
  },
} as const satisfies Catalogue;

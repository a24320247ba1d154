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

/** A kernel setting that part of a node needs, and for which part of the spec. */
export interface SysctlNeed {
  readonly key: string;
  readonly value: string;
  /** `always`; `ipv6`: pods have IPv6 addresses; `bridged`: pods on a bridge of ours, with Services of kube-proxy's; `protected`: with protectKernelDefaults. */
  readonly for: 'always' | 'ipv6' | 'bridged' | 'protected';
  /** Whether Linux has the value by itself since 3.17: the baseline, which must be short, leaves it unwritten. */
  readonly byKernel: boolean;
  /** What comes of another value. */
  readonly why: string;
  readonly source: string;
}

const forwarding = 'nothing leaves a pod for another machine';
const exits = 'the kubelet exits at startup, because protectKernelDefaults is true';

/** Settings that a spec's own may not contradict. */
export const sysctlNeeds: readonly SysctlNeed[] = [
  {
    key: 'net.ipv4.ip_forward',
    value: '1',
    byKernel: false,
    for: 'always',
    why: forwarding,
    source: 'kubernetes/website setup/production-environment/container-runtimes.md; Linux ip-sysctl.rst',
  },
  {
    key: 'net.ipv4.conf.all.forwarding',
    value: '1',
    byKernel: false,
    for: 'always',
    why: forwarding,
    source: 'Linux ip-sysctl.rst: ip_forward and conf/all/forwarding are one setting',
  },
  {
    key: 'net.ipv6.conf.all.forwarding',
    value: '1',
    byKernel: false,
    for: 'ipv6',
    why: forwarding,
    source: 'Linux ip-sysctl.rst: conf/all/forwarding of IPv6',
  },
  ...['all', 'default'].map(
    (which): SysctlNeed => ({
      key: `net.ipv6.conf.${which}.disable_ipv6`,
      value: '0',
      byKernel: true,
      for: 'ipv6',
      why: 'the machine has no IPv6 address, and its pods have none',
      source: 'Linux ip-sysctl.rst: disable_ipv6',
    }),
  ),
  {
    key: 'net.bridge.bridge-nf-call-iptables',
    value: '1',
    byKernel: false,
    for: 'bridged',
    why: "a pod cannot reach a Service whose pod is on the same machine, because the answer bypasses kube-proxy's rules",
    source:
      'kubernetes/kubernetes pkg/proxy/iptables/proxier.go: br-netfilter; kubernetes/website container-runtimes.md',
  },
  ...(
    [
      ['vm.overcommit_memory', '1', false],
      ['vm.panic_on_oom', '0', true],
      ['kernel.panic', '10', false],
      ['kernel.panic_on_oops', '1', false],
      ['kernel.keys.root_maxkeys', '1000000', true],
      ['kernel.keys.root_maxbytes', '25000000', true],
    ] as const
  ).map(
    ([key, value, byKernel]): SysctlNeed => ({
      key,
      value,
      byKernel,
      for: 'protected',
      why: exits,
      source:
        'kubernetes/kubernetes pkg/kubelet/cm/container_manager_linux.go setupKernelTunables; component-helpers node/util/sysctl; Linux security/keys/key.c',
    }),
  ),
];

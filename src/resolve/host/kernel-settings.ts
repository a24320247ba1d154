import { hardenedSysctls } from '../../eras/hardening.js';
import { type SysctlNeed, sysctlNeeds } from '../../eras/sysctl-needs.js';
import { rangeOf } from '../../spec/addresses.js';
import type { FullSpec } from '../full-spec.js';

// Every pod network here routes or bridges, and kube-proxy needs to see bridged packets.
// Source: kubernetes/website setup/production-environment/container-runtimes.md; cri-o/packaging README.
const ofPods = {
  'net.bridge.bridge-nf-call-ip6tables': '1',
  'net.bridge.bridge-nf-call-iptables': '1',
  'net.ipv4.ip_forward': '1',
};

/**
 * With an add-on, the filter of a whole network interface is the add-on's to set, and `all` would overrule it: Calico
 * wants it 0 or 1 and some systems have 2; Cilium wants 0 on its own interfaces.
 * Source: projectcalico/felix dataplane/linux/int_dataplane.go; cilium/cilium#10645; Linux ip-sysctl.rst, rp_filter.
 */
const ofAddon = { 'net.ipv4.conf.all.rp_filter': '0' };

/** Whether the kubelet of any machine ends where the kernel's settings are not its own: as the spec says, or the baseline. */
function protection({ hardening, kubelet, workers, pools }: FullSpec): 'said' | 'baseline' | null {
  const said = [kubelet, ...workers.map((each) => each.kubelet), ...pools.map((each) => each.kubelet)].map(
    ({ flags, config }) => flags['protect-kernel-defaults'] ?? config.protectKernelDefaults,
  );
  if (said.some((value) => String(value) === 'true')) return 'said';
  return hardening === 'baseline' && said[0] === undefined ? 'baseline' : null;
}

/** Which of the kernel settings that nodes need are needed here. */
export function sysctlsApply(spec: FullSpec): Readonly<Record<SysctlNeed['for'], boolean>> {
  return {
    always: true,
    ipv6: spec.network.podCIDR.some((range) => rangeOf(range).family === 'IPv6'),
    bridged: spec.cni.plugin !== 'none' && spec.proxy !== null,
    protected: protection(spec) !== null,
  };
}

/** The kernel's settings: what nodes need, the baseline's, and the spec's own over them. */
export function kernelSettings(spec: FullSpec): Readonly<Record<string, string>> {
  const { hardening, cni, host } = spec;
  const by = protection(spec);
  const ofKubelet = sysctlNeeds.filter((need) => need.for === 'protected' && (by === 'said' || (by && !need.byKernel)));
  const all = {
    ...ofPods,
    ...(cni.plugin === 'none' ? ofAddon : {}),
    ...(hardening === 'baseline' ? hardenedSysctls.settings : {}),
    ...Object.fromEntries(ofKubelet.map(({ key, value }) => [key, value])),
    ...(host.hugepages > 0 ? { 'vm.nr_hugepages': String(host.hugepages) } : {}),
    ...host.sysctls,
  };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

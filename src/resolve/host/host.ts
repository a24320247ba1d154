import { proxyNeeds } from '../../eras/kubernetes.js';
import { holdsIn } from '../../eras/lookup.js';
import { podInterfaces } from '../../eras/network-manager.js';
import { foreignSettings } from '../../eras/networkd.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import type { NormalisedSpec } from '../full-spec.js';
import type { ResolvedHost } from '../resolved/resolved.js';
import { modeOf, ownerOf, resolveFiles } from './files.js';
import { resolveFirewall } from './firewall.js';
import { resolveMetadataBlock } from './metadata-block.js';
import { resolvePackages } from './packages.js';

// Every pod network here routes or bridges, and kube-proxy needs to see bridged packets.
// Source: kubernetes/website setup/production-environment/container-runtimes.md; cri-o/packaging README.
const modules = ['br_netfilter', 'overlay'];
const sysctls = {
  'net.bridge.bridge-nf-call-ip6tables': '1',
  'net.bridge.bridge-nf-call-iptables': '1',
  'net.ipv4.ip_forward': '1',
};

/**
 * With an add-on, the filter of a whole network interface is the add-on's to set, and `all` would overrule it: Calico
 * wants it 0 or 1 and some systems have 2; Cilium wants 0 on its own interfaces.
 * Source: projectcalico/felix dataplane/linux/int_dataplane.go; cilium/cilium#10645; Linux ip-sysctl.rst, rp_filter.
 */
const sysctlsForAddon = { 'net.ipv4.conf.all.rp_filter': '0' };

/**
 * Whose routes and rules lie on the machine's own interfaces: an add-on's, and those of flannel with backend host-gw. The
 * bridge's routes lie on the bridge alone, which networkd does not run.
 */
const routesItself: readonly string[] = ['none', 'flannel'];

function networkdSettings(plugin: string, { networkd }: OperatingSystem): string[] {
  if (networkd === null || !routesItself.includes(plugin)) return [];
  return foreignSettings.filter((span) => holdsIn(span, networkd)).map(({ setting }) => setting);
}

const sorted = (...lists: (readonly string[])[]): string[] => [...new Set(lists.flat())].sort();

/** What the machine itself needs: that of Kubernetes, of the proxy mode, and the spec's own. */
export function resolveHost({ spec, given }: NormalisedSpec, os: OperatingSystem): ResolvedHost {
  const { host, cni, proxy } = spec;
  const settings = Object.entries({
    ...sysctls,
    ...(cni.plugin === 'none' ? sysctlsForAddon : {}),
    ...host.sysctls,
  }).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...resolvePackages(spec, os),
    programs: os.programs,
    writtenOnce: os.reader === 'ignition',
    selinux: os.selinux,
    modules: sorted(modules, proxy ? proxyNeeds[proxy.mode].modules : [], host.modules),
    sysctls: Object.fromEntries(settings),
    networkd: networkdSettings(cni.plugin, os),
    unmanaged: os.networkManager ? podInterfaces(spec.cni) : [],
    zramSwap: os.zramSwap,
    metadataBlock: resolveMetadataBlock({ spec, given }, os),
    ...resolveFirewall({ spec, given }),
    users: host.users,
    directories: host.directories.map(({ path, mode, owner }) => ({ path, mode: modeOf(mode), owner: ownerOf(owner) })),
    files: resolveFiles(host.files, ['spec', 'host', 'files']),
  };
}

import { holdsIn } from '../../eras/lookup.js';
import { podInterfaces } from '../../eras/network-manager.js';
import { foreignSettings } from '../../eras/networkd.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import { canonicalAddress } from '../../spec/addresses.js';
import type { NormalisedSpec } from '../full-spec.js';
import type { ResolvedHost } from '../resolved/resolved.js';
import { resolveEgressProxy } from './egress-proxy.js';
import { modeOf, ownerOf, resolveFiles } from './files.js';
import { resolveFirewall } from './firewall.js';
import { kernelSettings } from './kernel-settings.js';
import { resolveMetadataBlock } from './metadata-block.js';
import { resolvePackages } from './packages.js';

// Pods' images are laid over each other, and bridges show their packets to the packet filter.
// Source: kubernetes/website setup/production-environment/container-runtimes.md.
const modules = ['br_netfilter', 'overlay'];
/**
 * Whose routes and rules lie on the machine's own interfaces: an add-on's, and those of flannel with backend host-gw. The
 * bridge's routes lie on the bridge alone, which networkd does not run.
 */
const routesItself: readonly string[] = ['none', 'flannel'];

function networkdSettings(plugin: string, { networkd }: OperatingSystem): string[] {
  if (networkd === null || !routesItself.includes(plugin)) return [];
  return foreignSettings.filter((span) => holdsIn(span, networkd)).map(({ setting }) => setting);
}

/** What the machine itself needs: that of Kubernetes, and the spec's own. */
export function resolveHost({ spec, given }: NormalisedSpec, os: OperatingSystem): ResolvedHost {
  const { host, cni } = spec;
  return {
    ...resolvePackages(spec, os),
    programs: os.programs,
    writtenOnce: os.reader === 'ignition',
    selinux: os.selinux,
    modules: [...modules, ...host.modules],
    sysctls: kernelSettings(spec),
    networkd: networkdSettings(cni.plugin, os),
    unmanaged: os.networkManager ? podInterfaces(spec.cni) : [],
    cgroup: os.cgroup,
    zramSwap: os.zramSwap,
    metadataBlock: resolveMetadataBlock({ spec, given }, os),
    ...resolveFirewall({ spec, given }),
    egressProxy: resolveEgressProxy(spec),
    disks: host.disks,
    swap: host.swap,
    kernelArguments: host.kernelArguments,
    loginUsers: host.loginUsers,
    ownPrograms: host.programs,
    systemUnits: host.systemUnits,
    namesMachine: host.hostName === 'spec',
    hostEntries: host.hostEntries.map(({ address, names }) => ({ address: canonicalAddress(address), names })),
    resolver: host.resolver,
    time: { servers: host.time.servers, waits: host.time.waitForSync, chronyOnly: os.chronyOnly },
    trust: { ...os.trust, certificates: host.trustedCAs },
    moduleOptions: Object.fromEntries(Object.entries(host.moduleOptions).sort(([a], [b]) => (a < b ? -1 : 1))),
    users: host.users,
    directories: host.directories.map(({ path, mode, owner }) => ({ path, mode: modeOf(mode), owner: ownerOf(owner) })),
    files: resolveFiles(host.files, ['spec', 'host', 'files']),
  };
}

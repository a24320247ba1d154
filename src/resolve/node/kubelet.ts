import { kubeletDefault } from '../../eras/config-defaults.js';
import { hardenedFields, othersInhibitDelay } from '../../eras/hardening.js';
import { allowPrivilegedFlag, certificateDirectory, taintsIn, volumePluginsInFile } from '../../eras/kubernetes.js';
import { eraAt, holdsIn } from '../../eras/lookup.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import { resolverFiles } from '../../eras/resolver.js';
import { kubeletSettingFlags } from '../../eras/settings.js';
import type { Flags, NodeKubelet } from '../../generated/full-cluster-spec.js';
import { secondsOf } from '../../spec/go-values.js';
import { isMapping } from '../../spec/mapping.js';
import type { FullSpec } from '../full-spec.js';
import type { ResolvedKubelet, ResolvedNodeKubelet } from '../resolved/resolved.js';
import { reservedSlices } from './reserved-slices.js';

type Config = Readonly<Record<string, unknown>>;

/** How this release of the kubelet is told what it must know. */
export function resolveKubelet({ kubernetes, kubelet }: FullSpec, os: OperatingSystem): ResolvedKubelet {
  const { settings, staticPods } = kubelet;
  return {
    settingFlags: settings === 'flags' ? kubeletSettingFlags : null,
    taintsIn: eraAt(taintsIn, kubernetes.version),
    allowPrivilegedFlag: eraAt(allowPrivilegedFlag, kubernetes.version),
    staticPods,
    reserved: kubelet.reserved,
    imageCredentialProviders: kubelet.imageCredentialProviders,
    volumePlugins: settings === 'flags' || eraAt(volumePluginsInFile, kubernetes.version) ? os.volumePlugins : null,
  };
}

/** What the baseline sets beyond the kubelet's own defaults, as far as this release has it and the spec says nothing of it. */
function hardenedSettings({ kubernetes, kubelet, hardening }: FullSpec, config: Config, flags: Flags): Config {
  if (hardening === 'none') return {};
  const isSaid = (name: string): boolean => config[name] !== undefined || flags[name] !== undefined;
  const isOff = (gate: string): boolean => isMapping(config.featureGates) && config.featureGates[gate] === false;
  const set = Object.entries(hardenedFields).filter(
    ([, { since, hasFlag, unless, gate }]) =>
      holdsIn({ since }, kubernetes.version) &&
      (hasFlag || kubelet.settings === 'file') &&
      !unless.some(isSaid) &&
      !(gate !== null && isOff(gate)),
  );
  return Object.fromEntries(set.map(([field, { value }]) => [field, value]));
}

/** A kubelet that lives beside swap, and lets pods have their share of it. */
function swapSettings({ host }: FullSpec): Config {
  return host.swap === null ? {} : { failSwapOn: false, memorySwap: { swapBehavior: 'LimitedSwap' } };
}

/** Source: kubernetes/kubernetes pkg/kubelet/cm/cpumanager/cpu_manager.go, memorymanager/memory_manager.go. */
function statePolicies(config: Config, flags: Flags): ResolvedNodeKubelet['statePolicies'] {
  const said = [
    { file: 'cpu_manager_state', policy: flags['cpu-manager-policy'] ?? config.cpuManagerPolicy },
    { file: 'memory_manager_state', policy: flags['memory-manager-policy'] ?? config.memoryManagerPolicy },
  ];
  return said.flatMap(({ file, policy }) => (typeof policy === 'string' ? [{ file, policy }] : []));
}

/** How long the machine may be kept from going down, so that pods can end; null: no longer than by itself. */
function shutdownSeconds({ shutdownGracePeriod, shutdownGracePeriodByPodPriority: byPriority }: Config): number | null {
  const each = Array.isArray(byPriority)
    ? byPriority.map((row) => (isMapping(row) ? Number(row.shutdownGracePeriodSeconds) : 0))
    : [];
  const seconds =
    Math.ceil(secondsOf(String(shutdownGracePeriod ?? '')) ?? 0) || each.reduce((sum, one) => sum + one, 0);
  return seconds > othersInhibitDelay ? seconds : null;
}

/** What a machine's own part of the spec makes of the cluster's. */
export function resolveNodeKubelet(spec: FullSpec, own: NodeKubelet, os: OperatingSystem): ResolvedNodeKubelet {
  const { kubelet } = spec;
  const config = laidOver(kubelet.config, own.config);
  const flags = { ...kubelet.flags, ...own.flags };
  const resolvConf = resolvConfOf(config, flags, os);
  const preset = { ...hardenedSettings(spec, config, flags), ...swapSettings(spec) };
  const inAll = { ...preset, ...config };
  const settled = settledBy(inAll, flags, spec.kubernetes.version);
  return {
    config,
    flags,
    preset,
    maxPods: Number(settled('maxPods', 'max-pods')),
    statePolicies: statePolicies(inAll, flags),
    reservedSlices: reservedSlices(inAll, flags),
    shutdownSeconds: shutdownSeconds(inAll),
    resolvConf,
    ofResolved: resolvConf === resolverFiles.ofResolved,
    swap: String(settled('failSwapOn', 'fail-swap-on')) === 'false',
    healthz: healthzOf(settled),
    // Source: kubernetes/client-go util/certificate/certificate_store.go.
    clientCertificate: `${flags['cert-dir'] ?? certificateDirectory}/kubelet-client-current.pem`,
  };
}

/** `over` laid over `base`; null stays, as it takes away what is generated too. */
export function laidOver(base: Config, over: Config): Config {
  const entries = Object.entries(over).map(([key, value]) => {
    const below = base[key];
    return [key, isMapping(value) && isMapping(below) ? laidOver(below, value) : value];
  });
  return { ...base, ...Object.fromEntries(entries) };
}

/** A flag beats the file; taken away, it is the kubelet's own default. */
function resolvConfOf(config: Config, flags: Flags, os: OperatingSystem): string {
  const given = flags['resolv-conf'] ?? config.resolvConf;
  const takenAway = flags['resolv-conf'] === null || config.resolvConf === null;
  return String(given ?? (takenAway ? resolverFiles.plain : os.resolvConf));
}

/** What a kubelet goes by: a flag beats the file, and where neither says it, it is its own default. */
type Settled = (field: string, flag: string) => unknown;

function settledBy(config: Config, flags: Flags, version: string): Settled {
  return (field, flag) => flags[flag] ?? config[field] ?? kubeletDefault(field, version);
}

/** Port 0 switches it off. */
function healthzOf(settled: Settled): string | null {
  const port = Number(settled('healthzPort', 'healthz-port'));
  const address = String(settled('healthzBindAddress', 'healthz-bind-address'));
  return port === 0 ? null : `${address === '0.0.0.0' ? '127.0.0.1' : address}/${port}`;
}

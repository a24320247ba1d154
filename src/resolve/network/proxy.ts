import { eraAt, firstWith, holdsIn } from '../../eras/lookup.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import {
  ipvsAsksForOldModule,
  ipvsGates,
  ipvsIsDeprecated,
  nftablesGates,
  ownConntrackModule,
  type ProxyMode,
  proxyNeeds,
} from '../../eras/proxy-modes.js';
import { lineOf } from '../../eras/release-order.js';
import { kubeProxySettingFlags } from '../../eras/settings.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { FullProxy, NormalisedSpec } from '../full-spec.js';
import type { ResolvedProxy } from '../resolved/resolved.js';

type Gates = Readonly<Record<string, boolean>>;

/** The gates of a mode at a release; null where kube-proxy does not know the mode. */
const gatesOf: Readonly<Record<ProxyMode, (version: string) => Gates | null>> = {
  iptables: () => ({}),
  ipvs: (version) => eraAt(ipvsGates, version),
  nftables: (version) => eraAt(nftablesGates, version),
};

/** The first release of each line that asks for nf_conntrack in its place, for people. */
const withoutOldModule = ipvsAsksForOldModule
  .flatMap(({ since, value }) => (value ? [] : [since]))
  .join(', ')
  .replace(/, (?=\S+$)/, ' and ');

/** What speaks against a mode: this release of kube-proxy, or the operating system. */
function modeProblems(mode: ProxyMode, version: string, name: string, os: OperatingSystem): Diagnostic[] {
  const unsupported = (needs: string) => diagnose('proxy-mode-unsupported', ['spec', 'proxy', 'mode'], { mode, needs });
  const problems: Diagnostic[] = [];
  if (mode === 'nftables') {
    if (!eraAt(nftablesGates, version))
      problems.push(unsupported(`kube-proxy ${lineOf(firstWith(nftablesGates))} or newer, and this is ${version}`));
    if (!os.nftables) problems.push(unsupported(`Linux 5.13 and nft 1.0.1, which ${name} does not have`));
  }
  if (mode === 'ipvs') {
    if (eraAt(ipvsAsksForOldModule, version) && !holdsIn(ownConntrackModule, os.kernel)) {
      const needs = `the module nf_conntrack_ipv4 with kube-proxy ${version}, and ${name} has none (Linux ${os.kernel}): ${withoutOldModule} are the first that do not need it`;
      problems.push(unsupported(needs));
    }
    if (eraAt(ipvsIsDeprecated, version)) {
      problems.push(diagnose('proxy-mode-deprecated', ['spec', 'proxy', 'mode'], { mode, version }));
    }
  }
  return problems;
}

const saysNodePorts = ({ config, flags }: FullProxy): boolean =>
  (config.nodePortAddresses ?? flags['nodeport-addresses'] ?? null) !== null;

/** kube-proxy as the spec has it, and what speaks against its mode. */
export function resolveProxy(
  { spec, given }: NormalisedSpec,
  os: OperatingSystem,
): { proxy: ResolvedProxy | null; diagnostics: Diagnostic[] } {
  const { proxy, target } = spec;
  const { version } = spec.kubernetes;
  if (proxy === null) return { proxy: null, diagnostics: [] };
  const { mode, settings, config, flags, credentials } = proxy;
  return {
    proxy: {
      settingFlags: settings === 'flags' ? kubeProxySettingFlags : null,
      mode,
      modules: proxyNeeds[mode].modules,
      primaryPortsByDefault: mode === 'nftables' && given.proxy?.mode === undefined && !saysNodePorts(proxy),
      featureGates: gatesOf[mode](version) ?? {},
      config,
      flags,
      credentials,
    },
    diagnostics: modeProblems(mode, version, target.os, os),
  };
}

import { defaultProxyMode, nftablesGates } from '../eras/kubernetes.js';
import { eraAt } from '../eras/lookup.js';
import type { OperatingSystem } from '../eras/systems.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import type { ResolvedProxy } from './resolved.js';

/** kube-proxy's mode: the spec's, else this release's default as far as the operating system can run it. */
export function resolveProxy(
  { kubernetes: { version }, proxy = {}, target }: ClusterSpec['spec'],
  os: OperatingSystem,
): { proxy: ResolvedProxy | null; diagnostics: Diagnostic[] } {
  const preferred = eraAt(defaultProxyMode, version);
  const mode = proxy.mode ?? (preferred === 'nftables' && !os.nftables ? 'iptables' : preferred);
  if (mode === 'none') return { proxy: null, diagnostics: [] };
  const gates = mode === 'nftables' ? eraAt(nftablesGates, version) : {};
  const diagnostics: Diagnostic[] = [];
  const unsupported = (needs: string) =>
    diagnostics.push(diagnose('proxy-mode-unsupported', ['spec', 'proxy', 'mode'], { mode, needs }));
  if (!gates) unsupported(`kube-proxy 1.29 or newer, and this is ${version}`);
  if (mode === 'nftables' && !os.nftables) unsupported(`Linux 5.13 and nft 1.0.1, which ${target.os} does not have`);
  return { proxy: { mode, featureGates: gates ?? {}, config: proxy.config ?? {} }, diagnostics };
}

import { loopbackConf } from '../../eras/cni.js';
import { criDockerdDualStack } from '../../eras/families.js';
import { eraAt, holdsIn } from '../../eras/lookup.js';
import { rangeOf } from '../../spec/addresses.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { FullSpec } from '../full-spec.js';
import { asksForCertificates } from '../node/identities.js';
import type { ResolvedCni } from '../resolved/resolved.js';
import { takesDockerBridge } from '../runtime/docker-bridge.js';
import { ageOfSpec, cniReadBy } from './cni-reader.js';
import { dockerOnFlannel, resolveFlannel } from './flannel.js';

/** The pods' network, and whether both the plugins and the runtime read the CNI specification of its conf. */
export function resolveCni(spec: FullSpec): { cni: ResolvedCni; diagnostics: Diagnostic[] } {
  const { plugin, cniVersion, bridge, hairpinMode, hostPorts } = spec.cni;
  const ipv6 = spec.network.podCIDR.some((range) => rangeOf(range).family === 'IPv6');
  const { flannel, diagnostics: ofFlannel } = spec.cni.flannel
    ? resolveFlannel(spec.cni.flannel, asksForCertificates(spec) ? 'kubelet' : 'own', ipv6)
    : { flannel: null, diagnostics: [] };
  return {
    cni: {
      plugin,
      cniVersion,
      bridge,
      hairpinMode,
      hostPorts,
      flannel,
      loopback: eraAt(loopbackConf, spec.kubernetes.version),
      dockerNetwork: takesDockerBridge(spec) ? dockerOnFlannel : null,
    },
    diagnostics: [...versionProblems(spec), ...ofFlannel, ...(ipv6 ? dockerProblems(spec) : [])],
  };
}

/** What of Docker has only IPv4. */
function dockerProblems(spec: FullSpec): Diagnostic[] {
  const { name, criDockerd } = spec.runtime;
  if (takesDockerBridge(spec)) {
    const args = {
      what: "Docker's bridge on flannel's subnet",
      reason: 'flannel tells Docker an IPv4 range',
      advice: 'Use containerd, or flannel with store: kubernetes.',
    };
    return [diagnose('families-unsupported', ['spec', 'cni', 'flannel', 'store'], args)];
  }
  if (name !== 'docker' || criDockerd === null || holdsIn(criDockerdDualStack, criDockerd)) return [];
  const { since } = criDockerdDualStack;
  const args = {
    what: `cri-dockerd ${criDockerd}`,
    reason: `that came with ${since}`,
    advice: `Take cri-dockerd ${since} or newer.`,
  };
  return [diagnose('families-unsupported', ['spec', 'runtime', 'criDockerd'], args)];
}

function versionProblems(spec: FullSpec): Diagnostic[] {
  const { cniVersion, version: plugins } = spec.cni;
  const { byPlugins, byRuntime, reader } = cniReadBy(spec);
  const age = ageOfSpec(cniVersion);
  if (age >= 0 && age <= Math.min(ageOfSpec(byPlugins), ageOfSpec(byRuntime))) return [];
  const args = { cniVersion, plugins, pluginsRead: byPlugins, runtime: reader, runtimeReads: byRuntime };
  return [diagnose('cni-version-unread', ['spec', 'cni', 'cniVersion'], args)];
}

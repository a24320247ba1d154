import { kubeletFlags } from '../../eras/flags.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { suggestionFor } from '../../spec/suggestion.js';
import { minorOf, type Spec } from './rule.js';

/** Flags that the documents set themselves, and what decides their values. A flag beats the configuration file. */
const owners: Readonly<Record<string, string>> = {
  'bootstrap-kubeconfig': 'spec.paths.kubelet',
  'cgroup-driver': 'spec.runtime.cgroupDriver',
  'cluster-dns': 'spec.network.dnsAddress',
  'cluster-domain': 'spec.network.domain',
  config: 'spec.paths.kubelet',
  'container-runtime': 'spec.runtime.name',
  'container-runtime-endpoint': 'spec.runtime.name',
  'hostname-override': 'the names of spec.workers and spec.pools',
  kubeconfig: 'spec.paths.kubelet',
  'node-ip': 'the addresses of spec.workers and spec.pools',
  'node-labels': 'the labels of spec.workers and spec.pools',
  'register-with-taints': 'the taints of spec.workers and spec.pools',
  'root-dir': 'spec.paths.kubelet',
};

function flagProblem(flag: string, version: string): Diagnostic[] {
  const path = ['spec', 'kubelet', 'flags', flag];
  const source = Object.hasOwn(owners, flag) ? owners[flag] : undefined;
  if (source !== undefined) return [diagnose('flag-owned', path, { flag, source }, 'key')];
  const era = Object.hasOwn(kubeletFlags, flag) ? kubeletFlags[flag] : undefined;
  if (era === undefined) {
    const suggestion = suggestionFor(flag, Object.keys(kubeletFlags));
    return [diagnose('flag-unknown', path, { flag, version, suggestion }, 'key')];
  }
  const minor = minorOf(version);
  if (era.since !== undefined && minor < era.since) {
    return [diagnose('flag-too-new', path, { flag, version, since: `1.${era.since}` }, 'key')];
  }
  if (era.last !== undefined && minor > era.last) {
    return [diagnose('flag-removed', path, { flag, version, last: `1.${era.last}` }, 'key')];
  }
  return [];
}

/** The kubelet's further flags: known to its release, and not ours. */
export function flagRules({ kubelet, kubernetes }: Spec): Diagnostic[] {
  return Object.keys(kubelet?.flags ?? {}).flatMap((flag) => flagProblem(flag, kubernetes.version));
}

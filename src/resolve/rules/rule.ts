import { settingsIn } from '../../eras/kubernetes.js';
import { eraAt } from '../../eras/lookup.js';
import type { ClusterSpec } from '../../generated/cluster-spec.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { Claimant } from './machines.js';

export type Spec = ClusterSpec['spec'];

/** One family of cross-field rules, asked of a spec that the schema has passed; `all` are its workers and pools. */
export type Rule = (spec: Spec, all: readonly Claimant[]) => Diagnostic[];

/** Where a program's settings stand. */
export function settingsOf(spec: Spec, key: 'kubelet' | 'proxy'): 'file' | 'flags' {
  return spec[key]?.settings ?? eraAt(settingsIn, spec.kubernetes.version);
}

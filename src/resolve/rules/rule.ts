import type { ClusterSpec } from '../../generated/cluster-spec.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { Claimant } from './machines.js';

export type Spec = ClusterSpec['spec'];

/** One family of cross-field rules, asked of a spec that the schema has passed; `all` are its workers and pools. */
export type Rule = (spec: Spec, all: readonly Claimant[]) => Diagnostic[];

/** The N of a Kubernetes release 1.N.P. */
export function minorOf(version: string): number {
  const [major, minor] = version.split('.').map(Number);
  return (Number(major) - 1) * 1000 + Number(minor);
}

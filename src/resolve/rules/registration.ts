import { refusesReservedLabels } from '../../eras/kubernetes.js';
import { eraAt } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';

/**
 * Keys below kubernetes.io and k8s.io that a kubelet may give its own node.
 * Source: kubernetes/kubelet pkg/apis/well_known_labels.go
 */
const ownKeys = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/instance-type',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
]);
const ownDomains = ['kubelet.kubernetes.io', 'node.kubernetes.io'];

function isBelow(prefix: string, domain: string): boolean {
  return prefix === domain || prefix.endsWith(`.${domain}`);
}

function isReserved(key: string): boolean {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? '' : key.slice(0, slash);
  if (!isBelow(prefix, 'kubernetes.io') && !isBelow(prefix, 'k8s.io')) return false;
  return !ownKeys.has(key) && !ownDomains.some((domain) => isBelow(prefix, domain));
}

interface Traits {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { key: string; effect: string }[];
}

function labelProblems({ labels }: Traits, path: SpecPath, version: string): Diagnostic[] {
  return Object.keys(labels)
    .filter(isReserved)
    .map((key) => diagnose('label-reserved', [...path, 'labels', key], { key, version }, 'key'));
}

function taintProblems({ taints }: Traits, path: SpecPath): Diagnostic[] {
  const seen = new Set<string>();
  return taints.flatMap(({ key, effect }, index) => {
    const id = `${key}:${effect}`;
    if (seen.has(id)) return [diagnose('taint-duplicate', [...path, 'taints', index], { key, effect })];
    seen.add(id);
    return [];
  });
}

/** What a node says of itself when it registers. */
export function registrationRules({ spec }: NormalisedSpec): Diagnostic[] {
  const { workers, pools } = spec;
  const { version } = spec.kubernetes;
  const restricted = eraAt(refusesReservedLabels, version);
  const problems = (kind: string) => (traits: Traits, index: number) => {
    const path = ['spec', kind, index];
    const ofLabels = restricted ? labelProblems(traits, path, version) : [];
    return [...ofLabels, ...taintProblems(traits, path)];
  };
  return [...workers.flatMap(problems('workers')), ...pools.flatMap(problems('pools'))];
}

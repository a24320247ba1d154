import { refusesReservedLabels, restrictsNodes } from '../../eras/kubernetes.js';
import { eraAt, holdsIn } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { Spec } from './rule.js';

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

/** The API server's NodeRestriction takes no node that gives itself such a label, whatever the kubelet's release. */
const isolation = 'node-restriction.kubernetes.io';

/**
 * Taints that the controller manager sets by a node's conditions, and takes away where they do not hold.
 * Source: kubernetes/kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go, taintKeyToNodeConditionMap.
 */
const ofConditions = new Set(
  [
    'memory-pressure',
    'disk-pressure',
    'pid-pressure',
    'network-unavailable',
    'not-ready',
    'unreachable',
    'unschedulable',
  ].map((name) => `node.kubernetes.io/${name}`),
);

interface Traits {
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { key: string; effect: string }[];
}

/** `role` is what a label of the form node-role.kubernetes.io/ROLE says. */
function labelProblems({ labels = {} }: Traits, path: SpecPath, { kubernetes, controlPlane }: Spec): Diagnostic[] {
  const { version } = kubernetes;
  const isRefused = (key: string): boolean => {
    if (eraAt(refusesReservedLabels, version)) return isReserved(key);
    const isolates = isBelow(key.split('/', 1)[0] ?? '', isolation) && key.includes('/');
    return isolates && holdsIn(restrictsNodes, controlPlane.version ?? version);
  };
  return Object.entries(labels)
    .filter(([key]) => isRefused(key))
    .map(([key, value]) => {
      const label = value === '' ? `${key}=` : `${key}=${value}`;
      return diagnose('label-reserved', [...path, 'labels', key], { key, version, label }, 'key');
    });
}

function taintProblems({ taints = [] }: Traits, path: SpecPath): Diagnostic[] {
  const seen = new Set<string>();
  return taints.flatMap(({ key, effect }, index) => {
    const id = `${key}:${effect}`;
    if (seen.has(id)) return [diagnose('taint-duplicate', [...path, 'taints', index], { key, effect })];
    seen.add(id);
    // The controller looks at these two effects only.
    if (!ofConditions.has(key) || effect === 'PreferNoSchedule') return [];
    return [diagnose('taint-of-conditions', [...path, 'taints', index, 'key'], { key })];
  });
}

/** What a node says of itself when it registers. */
export function registrationRules(spec: Spec): Diagnostic[] {
  const { workers = [], pools = [] } = spec;
  const problems = (kind: string) => (traits: Traits, index: number) => {
    const path = ['spec', kind, index];
    return [...labelProblems(traits, path, spec), ...taintProblems(traits, path)];
  };
  return [...workers.flatMap(problems('workers')), ...pools.flatMap(problems('pools'))];
}
